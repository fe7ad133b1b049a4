package org.mailcloak.architecture;

/** For the test of {@link ClassCycles}: uses {@link CycleTwo}. */
record CycleOne(CycleTwo other) {}
