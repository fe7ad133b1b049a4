package org.mailcloak.architecture;

/** For the test of {@link ClassCycles}: uses {@link CycleOne}. */
final class CycleTwo {

    CycleOne back() {
        return new CycleOne(this);
    }
}
