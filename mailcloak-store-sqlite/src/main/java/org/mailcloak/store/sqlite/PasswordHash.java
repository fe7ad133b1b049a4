package org.mailcloak.store.sqlite;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Password hashes as Dovecot stores them: <code>{ARGON2ID}$argon2id$v=19$m=65536,t=3,p=1$salt$hash</code>, Base64
 * without padding. Making one takes 64 MiB of heap and about 0.1 s.
 */
public final class PasswordHash {

    private static final int MEMORY_KIB = 65_536;
    private static final int PASSES = 3;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    /** Dovecot's auth worker has 256 MiB by default, so a hash that wants more never verified there either. */
    private static final int MAX_MEMORY_KIB = 262_144;

    private static final int MAX_PASSES = 16;
    private static final int MAX_LANES = 16;
    private static final int MAX_STORED_LENGTH = 512;

    /** Dovecot takes argon2i and argon2id under either name of the scheme, and only version 19. */
    private static final Pattern STORED = Pattern.compile("\\{(?i:ARGON2ID|ARGON2I)}\\$argon2(?<type>id?)\\$v=19"
            + "\\$m=(?<memory>[0-9]{1,7}),t=(?<passes>[0-9]{1,3}),p=(?<lanes>[0-9]{1,3})"
            + "\\$(?<salt>[A-Za-z0-9+/]+)\\$(?<hash>[A-Za-z0-9+/]+)");

    private PasswordHash() {}

    /**
     * Hashes a password with a fresh salt.
     *
     * @throws IllegalArgumentException if the password is empty
     */
    public static String argon2id(String password) {
        checkNotEmpty(password);
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        Argon2Parameters parameters = new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(MEMORY_KIB)
                .withIterations(PASSES)
                .withParallelism(1)
                .withSalt(salt)
                .build();
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "{ARGON2ID}$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + PASSES + ",p=1$" + base64.encodeToString(salt) + "$"
                + base64.encodeToString(hash(parameters, password, HASH_BYTES));
    }

    /**
     * Whether the password is the one behind the hash. A text that is no such hash, or one that would take absurd
     * amounts of memory or time (over 256 MiB, 16 passes or 16 lanes), matches no password.
     */
    public static boolean verify(String stored, String password) {
        if (password.isEmpty() || stored.length() > MAX_STORED_LENGTH) {
            return false;
        }
        Matcher matcher = STORED.matcher(stored);
        if (!matcher.matches()) {
            return false;
        }
        Optional<byte[]> salt = decode(matcher.group("salt"));
        Optional<byte[]> expected = decode(matcher.group("hash"));
        int memory = Integer.parseInt(matcher.group("memory"));
        int passes = Integer.parseInt(matcher.group("passes"));
        int lanes = Integer.parseInt(matcher.group("lanes"));
        if (salt.isEmpty() || expected.isEmpty() || !bearable(memory, passes, lanes) || expected.get().length < 16) {
            return false;
        }
        int type = matcher.group("type").equals("i") ? Argon2Parameters.ARGON2_i : Argon2Parameters.ARGON2_id;
        Argon2Parameters parameters = new Argon2Parameters.Builder(type)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memory)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt.get())
                .build();
        return MessageDigest.isEqual(hash(parameters, password, expected.get().length), expected.get());
    }

    private static void checkNotEmpty(String password) {
        if (password.isEmpty()) {
            throw new IllegalArgumentException("The password is empty");
        }
    }

    /** RFC 9106 section 3.1 gives the lower bounds. */
    private static boolean bearable(int memory, int passes, int lanes) {
        return passes >= 1
                && passes <= MAX_PASSES
                && lanes >= 1
                && lanes <= MAX_LANES
                && memory >= 8 * lanes
                && memory <= MAX_MEMORY_KIB;
    }

    private static Optional<byte[]> decode(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // a length that no Base64 text has
        }
    }

    private static byte[] hash(Argon2Parameters parameters, String password, int length) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(parameters);
        byte[] out = new byte[length];
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), out);
        return out;
    }
}
