package org.mailcloak.bench.compare;

import java.nio.file.Path;
import java.util.List;

/** Both servers, running, with the same people in reach, and the generator. */
record Stage(Workshop workshop, LoadGenerator generator, MailcloakServer server, ReferenceServer reference) {

    /**
     * @param checkout the folder of a checkout whose jars are built
     * @param serverCommand starts the server of the embedded default in the current folder
     */
    static Stage set(Workshop workshop, Path checkout, List<String> serverCommand) {
        LoadGenerator generator =
                LoadGenerator.compile(workshop, checkout.resolve("mailcloak-bench/src/main/c/mcload.c"));
        Path home = workshop.folder("mailcloak");
        workshop.folder("mailcloak/mailcloak-data");
        People.fill(
                workshop,
                home.resolve("mailcloak-data"),
                List.of(checkout.resolve("mailcloak").toString(), "ctl"));
        return new Stage(
                workshop,
                generator,
                MailcloakServer.start(workshop, home, serverCommand),
                ReferenceServer.start(workshop, generator));
    }
}
