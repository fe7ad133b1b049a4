package org.mailcloak.bench.compare.trial;

/** The least that a JVM can do. */
final class Hello {

    private Hello() {}

    public static void main(String[] arguments) {
        System.out.println("Hello");
    }
}
