package org.mailcloak.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailcloak.config.Drafts.MINIMAL;
import static org.mailcloak.config.Drafts.problems;
import static org.mailcloak.config.Drafts.read;
import static org.mailcloak.config.Drafts.warnings;

import org.junit.jupiter.api.Test;
import org.mailcloak.idp.Setting;

class DeprecatedKeysTest {

    private static final String REST = """
            sqlite: {path: state.db}
            sockets: {policy_socket: a, socketmap_socket: b}
            """;

    private static Configuration bound(String text) {
        ConfigurationDraft draft = ConfigurationReader.read("config.yaml", text);
        draft.bind(Drafts.factory(
                Setting.required("realm", Setting.Kind.TEXT, "the realm"),
                Setting.optional("client_id", Setting.Kind.TEXT, "the client")));
        return draft.finish();
    }

    @Test
    void keycloakSectionShouldChooseAndConfigureTheProviderWhenThereIsNoIdpSection() {
        Configuration configuration = bound("keycloak: {realm: mail, cache_ttl_seconds: 7}\n" + REST);

        assertThat(configuration.idp().provider()).isEqualTo("keycloak");
        assertThat(configuration.idp().cacheTtl()).hasSeconds(7);
        assertThat(configuration.providerConfig().text("realm")).contains("mail");
    }

    @Test
    void keycloakSectionShouldWarnWithItsLine() {
        assertThat(warnings(REST + "keycloak: {realm: mail}\n"))
                .containsExactly(
                        "3:1: keycloak: has moved: write its keys below idp.keycloak, and idp.provider: keycloak");
    }

    @Test
    void newKeysShouldWinWhenTheOldSectionIsThereToo() {
        Configuration configuration = bound("""
                keycloak: {realm: old, client_id: old}
                idp: {provider: keycloak, keycloak: {realm: new}}
                """ + REST);

        assertThat(configuration.providerConfig().text("realm")).contains("new");
        assertThat(configuration.providerConfig().text("client_id")).contains("old");
    }

    @Test
    void keycloakSectionShouldChangeNothingWhenAnotherProviderIsChosen() {
        Configuration configuration = read(MINIMAL + "keycloak: {cache_ttl_seconds: 7}\n");

        assertThat(configuration.idp().provider()).isEqualTo("local");
        assertThat(configuration.idp().cacheTtl()).hasSeconds(120);
    }

    @Test
    void failureModeShouldBeReadWhenItHasItsOldName() {
        String text = MINIMAL + "policy: {keycloak_failure_mode: dunno}\n";

        assertThat(read(text).policy().idpFailureMode().name()).isEqualTo("DUNNO");
        assertThat(warnings(text))
                .containsExactly("4:10: policy.keycloak_failure_mode: is now policy.idp_failure_mode");
    }

    @Test
    void newFailureModeShouldWinWhenBothAreGiven() {
        String text = MINIMAL + "policy: {keycloak_failure_mode: dunno, idp_failure_mode: tempfail}\n";

        assertThat(read(text).policy().idpFailureMode().name()).isEqualTo("TEMPFAIL");
        assertThat(warnings(text))
                .containsExactly("4:10: policy.keycloak_failure_mode: is now policy.idp_failure_mode, which is given"
                        + " too and holds");
    }

    @Test
    void failureModeShouldBeRefusedUnderItsNewNameWhenItsValueIsBad() {
        assertThat(problems(MINIMAL + "policy: {keycloak_failure_mode: reject}\n"))
                .containsExactly("4:33: policy.idp_failure_mode: expected one of tempfail, dunno, found `reject`");
    }

    @Test
    void configurationShouldCarryTheWarnings() {
        assertThat(read(MINIMAL + "keycloak: {}\n").warnings()).hasSize(1);
    }

    @Test
    void cacheTtlShouldBeTheDefaultWhenItIsZero() {
        String text = MINIMAL.replace("provider: local", "provider: local, local: {cache_ttl_seconds: 0}");

        assertThat(read(text).idp().cacheTtl()).hasSeconds(120);
        assertThat(warnings(text)).containsExactly("1:51: idp.local.cache_ttl_seconds: 0 means the default, 120");
    }

    @Test
    void socketModeShouldWarnWhenEverybodyMayWrite() {
        String text = MINIMAL.replace("policy_socket:", "socket_mode: 0666, policy_socket:");

        assertThat(read(text).sockets().mode()).isEqualTo(new FileMode(0666));
        assertThat(warnings(text)).singleElement().asString().startsWith("3:24: sockets.socket_mode: every user");
    }

    @Test
    void peerUsersShouldWarnWhenASocketIsTcp() {
        String text = MINIMAL.replace("policy_socket: ", "allowed_peer_users: [postfix, 1000], policy_socket: ");

        assertThat(read(text).sockets().allowedPeerUsers()).containsExactly("postfix", "1000");
        assertThat(warnings(text)).isEmpty();
        assertThat(warnings(text.replaceFirst("(policy_socket: )[^,}]*", "$1inet:127.0.0.1:10025")))
                .singleElement()
                .asString()
                .contains("sockets.allowed_peer_users: a socket of the kind inet has no peers");
    }

    @Test
    void httpListenShouldWarnWhenOtherMachinesReachIt() {
        assertThat(warnings(MINIMAL + "http: {listen: '[::]:9464'}\n"))
                .containsExactly(
                        "4:16: http.listen: [::]:9464 can be reached from other machines, without a password and"
                                + " without encryption: let a firewall or a proxy say who may");
    }

    @Test
    void httpListenShouldNotWarnWhenOnlyThisMachineReachesIt() {
        assertThat(warnings(MINIMAL + "http: {listen: 9464}\n")).isEmpty();
    }

    @Test
    void trustedNetworksShouldWarnWhenOneIsEverybody() {
        assertThat(warnings(MINIMAL + "policy: {trusted_networks: ['::/0', 10.0.0.0/8]}\n"))
                .containsExactly("4:28: policy.trusted_networks: 0:0:0:0:0:0:0:0/0 lets every client send as a local"
                        + " domain without a login");
    }
}
