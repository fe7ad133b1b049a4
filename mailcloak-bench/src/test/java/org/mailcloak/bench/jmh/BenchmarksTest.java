package org.mailcloak.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mailcloak.protocol.ProtocolException;
import org.mailcloak.protocol.policy.PolicyRequest;
import org.mailcloak.protocol.socketmap.SocketmapRequest;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** A benchmark that does not do what it should has fine figures. */
class BenchmarksTest {

    @ParameterizedTest
    @EnumSource
    void sceneShouldBeDecidedAsItsNameSays(RequestScenario scene) {
        DecisionBenchmark benchmark = new DecisionBenchmark(scene);
        benchmark.setUp();

        assertThat(benchmark.decide().reason()).isEqualTo(scene.reason());

        benchmark.tearDown();
    }

    @ParameterizedTest
    @EnumSource
    void requestShouldGetTheReplyOfItsSceneEveryTime(RequestScenario scene) throws ProtocolException {
        PolicyRequestBenchmark benchmark = new PolicyRequestBenchmark(scene);
        benchmark.setUp();
        String reply = "action=" + scene.reason().action() + "\n\n";

        assertThat(text(benchmark.answer())).isEqualTo(reply);
        assertThat(text(benchmark.answer())).isEqualTo(reply);

        benchmark.tearDown();
    }

    @Test
    void policyDecoderShouldReadTheWholeRequestEveryTime() throws ProtocolException {
        PolicyCodecBenchmark benchmark = new PolicyCodecBenchmark();

        PolicyRequest first = benchmark.decode();

        assertThat(first).isNotNull();
        assertThat(first.sender()).isEqualTo("alice@d1.test");
        assertThat(first.saslUsername()).isEqualTo("alice");
        assertThat(benchmark.decode()).isEqualTo(first);
        assertThat(benchmark.decodeInTwoParts()).isEqualTo(first);
    }

    @Test
    void policyActionShouldBeTheSameWrittenAndEncoded() {
        PolicyCodecBenchmark benchmark = new PolicyCodecBenchmark();

        assertThat(text(benchmark.write().flip()))
                .isEqualTo("action=550 5.1.1 No such user\n\n")
                .isEqualTo(text(benchmark.encode()));
    }

    @Test
    void socketmapCodecShouldReadAndWriteEveryTime() throws ProtocolException {
        SocketmapCodecBenchmark benchmark = new SocketmapCodecBenchmark();

        assertThat(benchmark.decode()).isEqualTo(new SocketmapRequest("alias", "sales@d1.test"));
        assertThat(benchmark.decode()).isEqualTo(new SocketmapRequest("alias", "sales@d1.test"));
        assertThat(text(benchmark.encodeFound())).isEqualTo("16:OK alice@d1.test,");
        assertThat(text(benchmark.encodeNotFound())).isEqualTo("9:NOTFOUND ,");
    }

    @Test
    void everyBenchmarkShouldRunOnce() throws RunnerException {
        assertThat(new Runner(new OptionsBuilder()
                                .include("org.mailcloak.bench.jmh.*")
                                .mode(Mode.SingleShotTime)
                                .forks(0)
                                .warmupIterations(0)
                                .measurementIterations(1)
                                .shouldFailOnError(true)
                                .verbosity(VerboseMode.SILENT)
                                .build())
                        .run())
                .hasSizeGreaterThan(10);
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.US_ASCII.decode(bytes).toString();
    }
}
