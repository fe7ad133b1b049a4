package org.mailcloak.bench.compare.harness;

import java.util.List;

/** A server under load. */
public interface Target {

    /** Where the protocol is spoken, as the generator takes it. */
    String address(BenchmarkProtocol protocol);

    /** The generator's options for what the right replies to this load are. */
    List<String> expectation(BenchmarkLoad load);

    /** Of the process that answers. */
    ProcessFigures figures(BenchmarkProtocol protocol);
}
