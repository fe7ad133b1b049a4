package org.mailcloak.bench.compare;

import java.util.List;

/** A server under load. */
interface Target {

    /** Where the protocol is spoken, as the generator takes it. */
    String address(Protocol protocol);

    /** The generator's options for what the right replies to this load are. */
    List<String> expectation(Load load);

    /** Of the process that answers. */
    ProcessFigures figures(Protocol protocol);
}
