package org.mailcloak.bench.compare;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Warm requests while the identity provider takes two seconds for every cold look-up, and there are always some. */
record SlowProviderTrial() implements Trial {

    private static final int WARM = 20;
    private static final int COLD = 16;

    /** More than all cold connections can ask in a round. */
    private static final int COLD_RECIPIENTS = 5_000;

    @Override
    public String name() {
        return "slow";
    }

    @Override
    public String description() {
        return "warm requests, without and with " + COLD + " connections whose look-ups take 2 s";
    }

    @Override
    public void run(Stage stage, Comparison.Pace pace, Report report) {
        MailcloakServer server = start(stage);
        Load warm = Load.of(Protocol.POLICY, WARM).with(stage.traffic(Protocol.POLICY));
        AtomicInteger calls = new AtomicInteger();
        Contender disturbed = new Contender("with cold look-ups", time -> {
            Load.Requests strangers = Traffic.writeCold(stage.workshop(), calls.incrementAndGet(), COLD_RECIPIENTS);
            return besides(stage, server, Load.of(Protocol.POLICY, COLD).with(strangers), warm, time);
        });
        Comparison comparison =
                new Comparison(name(), "req/s >= 0.8", stage.contender("warm only", warm, server), List.of(disturbed));
        report.add(comparison.run(pace, report));
        server.stop();
    }

    private static MailcloakServer start(Stage stage) {
        Path home = stage.home();
        Path data = home.resolve("mailcloak-data");
        Path configuration = stage.workshop().file("slow.yaml", """
                idp:
                  provider: slow
                  slow:
                    delay_seconds: 2
                plugins:
                  directory: %s
                sqlite:
                  path: %s
                sockets:
                  policy_socket: %s
                  socketmap_socket: %s
                """.formatted(
                        stage.checkout().resolve("mailcloak-bench/target/plugins"),
                        data.resolve("state.db"),
                        data.resolve("policy.sock"),
                        data.resolve("socketmap.sock")));
        return stage.startServer(home, List.of(configuration.toString()));
    }

    /** The warm load from the second when the cold one is under way. Cold replies have to be right too. */
    private static Measurement besides(Stage stage, MailcloakServer server, Load cold, Load warm, Duration time) {
        BackgroundLoad background = BackgroundLoad.start(stage, cold, server, time.plusSeconds(1));
        Measurement measurement = stage.generator().run(warm, server, time);
        background.await();
        return measurement;
    }
}
