package org.mailcloak.e2e.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailcloak.e2e.env.CtlRunner;
import org.mailcloak.e2e.env.Sandbox;
import org.mailcloak.e2e.load.Load;

/** The file of the database becomes read-only, or another, while the server runs under load. */
@Drill
@Timeout(120)
@SuppressWarnings("try") // the load is closed early, so that all its replies are there to be looked at
class DatabaseFileDrillTest {

    private static final String[] AS_NOBODY = {"setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"};

    @Test
    void answersShouldGoOnWhenTheDatabaseBecomesReadOnly() throws Exception {
        try (DrillStage stage = DrillStage.local(AS_NOBODY);
                Load load = new Load(stage.policySocket())) {
            load.start();
            awaitReplies(load, 200);
            allow(stage, "r-xr-xr-x", "r--r--r--");
            load.nextPhase();
            awaitReplies(load, 500);
            // The administrator is root and can still write; the server sees it.
            stage.ctl().run("aliases", "add", "new@d1.test", "known0");
            Duration seen = Drills.until(() -> stage.askFor("new@d1.test").equals("DUNNO"));
            load.close();
            stage.server().kill();
            stage.server().start();

            assertThat(stage.askFor("known0@d1.test")).isEqualTo("DUNNO");
            assertThat(stage.askFor("nosuch@d1.test")).startsWith("550 5.1.1 ");
            assertThat(load.replies()).allMatch(Load.Reply::isRight);
            assertThat(load.lost()).isZero();
            new DrillLine(
                            "database and its folder read-only for the server, which was then killed and started",
                            DrillLine.count(load.replies()),
                            "nothing lost; a change by root shows",
                            seen)
                    .print();
        }
    }

    @Test
    void serverShouldNotAnswerFromADeletedFileWhenTheDatabaseIsReplaced() throws Exception {
        try (DrillStage stage = DrillStage.local();
                Load load = new Load(stage.policySocket())) {
            Path next = stage.sandbox().directory("next", "root", "rwxr-xr-x").resolve("state.db");
            CtlRunner other = new CtlRunner(stage.sandbox(), next);
            Files.copy(stage.database(), next);
            other.run("aliases", "add", "new@d1.test", "known0");
            load.start();
            awaitReplies(load, 200);

            Files.move(next, stage.database(), StandardCopyOption.REPLACE_EXISTING);
            Duration seen = Drills.until(() -> stage.askFor("new@d1.test").equals("DUNNO"));
            // The store and the local provider each look at the new file; either defers until it has.
            awaitRightReplies(load, 100);
            int before = load.replies().size();
            awaitReplies(load, 200);
            load.close();

            assertThat(load.replies()).allMatch(reply -> reply.isRight() || reply.isDeferral());
            assertThat(load.replies().subList(before, before + 200)).allMatch(Load.Reply::isRight);
            assertThat(load.lost()).isZero();
            new DrillLine(
                            "database replaced by another file (mv)",
                            DrillLine.count(load.replies()),
                            "nothing lost; the new file's content is answered",
                            seen)
                    .print();
        }
    }

    private static void awaitReplies(Load load, int more) {
        int before = load.replies().size();
        Awaitility.await("replies").until(() -> load.replies().size() > before + more);
    }

    private static void awaitRightReplies(Load load, int last) {
        Awaitility.await("right replies").until(() -> {
            List<Load.Reply> replies = load.replies();
            return replies.subList(replies.size() - last, replies.size()).stream()
                    .allMatch(Load.Reply::isRight);
        });
    }

    private static void allow(DrillStage stage, String folder, String files) throws IOException {
        try (Stream<Path> all = Files.list(stage.folder())) {
            all.forEach(file -> Sandbox.mode(file, files));
        }
        Sandbox.mode(stage.folder(), folder);
    }
}
