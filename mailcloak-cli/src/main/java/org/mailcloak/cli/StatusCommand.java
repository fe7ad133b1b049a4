package org.mailcloak.cli;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.mailcloak.cli.control.ControlClient;
import org.mailcloak.cli.control.NotRunningException;
import org.mailcloak.config.ConfigurationReader;
import org.mailcloak.config.ListenAddress;
import org.mailcloak.config.SocketsSection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "status",
        description = {
            "Ask the running server how it is: since when it runs, its provider and mirror, its connections, and what was"
                    + " refused or deferred since its start, by reason. It is asked over its control socket"
                    + " (sockets.control_socket). The exit code is 1 if no server answers.",
            "JSON: an array of one {running, version, pid, started, uptime_seconds, ready, provider: {}, mirror: {} or null,"
                    + " database: {}, sockets: [{name, address}], connections: {}, refusals: [{reason, verdict, count, last}],"
                    + " log: {dropped_lines}}; {running: false, socket, reason} if none answers.",
        },
        footer = {"", "Example:", "  mailcloakctl status"})
final class StatusCommand implements Callable<Integer> {

    private final CommandContext session;

    @Mixin
    private OutputOption form = new OutputOption();

    StatusCommand(CommandContext session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Path socket = socket();
        try {
            JsonObject status = new ControlClient(socket).call("status");
            session.output()
                    .list(
                            form.form(),
                            List.of(status),
                            row -> StatusView.print(row, session.output()),
                            row -> Json.createObjectBuilder(row).add("running", JsonValue.TRUE));
            return ExitCode.DONE;
        } catch (NotRunningException none) {
            session.output()
                    .list(
                            form.form(),
                            List.of(none),
                            row -> session.output().line("not running", String.valueOf(row.getMessage())),
                            row -> Json.createObjectBuilder()
                                    .add("running", JsonValue.FALSE)
                                    .add("socket", socket.toString())
                                    .add("reason", String.valueOf(row.getMessage())));
            return ExitCode.REFUSED;
        } catch (IOException failure) {
            throw CommandException.refused(String.valueOf(failure.getMessage()));
        }
    }

    /** Of the server that works on this database: where its configuration says, or beside the database. */
    private Path socket() {
        Optional<ListenAddress.Unix> control = session.configOfInstallation()
                .map(config ->
                        ConfigurationReader.read(config).finish().sockets().control())
                .orElseGet(() -> SocketsSection.defaultControl(session.database()));
        return control.map(ListenAddress.Unix::path)
                .orElseThrow(
                        () -> CommandException.refused("the server has no control socket: see sockets.control_socket"));
    }
}
