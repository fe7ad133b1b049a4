package org.mailcloak.bench.compare.harness;

/** The two questions that Postfix asks. */
public enum BenchmarkProtocol {
    POLICY("policy", "policy", "serve-policy", "DUNNO", "DUNNO"),
    SOCKETMAP("alias", "socketmap", "serve-socketmap", "OK ", "NOTFOUND ");

    private final String question;
    private final String load;
    private final String serve;
    private final String rightReply;
    private final String referenceReply;

    BenchmarkProtocol(String question, String load, String serve, String rightReply, String referenceReply) {
        this.question = question;
        this.load = load;
        this.serve = serve;
        this.rightReply = rightReply;
        this.referenceReply = referenceReply;
    }

    /** Of the two protocols, what is measured: the policy, and the map alias. */
    public String question() {
        return question;
    }

    /** The generator's mode that asks. */
    public String load() {
        return load;
    }

    /** The generator's mode that answers, always with the same words. */
    public String serve() {
        return serve;
    }

    /** How a right reply to the generator's own request begins: to alice from outside, or for the alias alias1. */
    public String rightReply() {
        return rightReply;
    }

    public String referenceReply() {
        return referenceReply;
    }
}
