package org.mailcloak.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/** Gets a new password, in the way that the options name. */
final class Passwords {

    /** No letters or digits that look alike; 24 of these 57 make 139 bits. */
    private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";

    private static final int GENERATED_LENGTH = 24;
    private static final int MAX_BYTES = 1024;

    private final CommandContext session;

    Passwords(CommandContext session) {
        this.session = session;
    }

    /** The new password, never empty. One that was generated is printed by {@link #tell}, after it was stored. */
    String obtain(PasswordOptions options) {
        if (options.given() > 1) {
            throw CommandException.usage("expected only one of --password-stdin, --generate and a password argument");
        }
        String argument = options.argument();
        if (argument != null) {
            session.warn("a password given as an argument is visible in the list of processes");
            return checked(argument);
        }
        if (options.generate()) {
            return generate();
        }
        return checked(options.fromStdin() ? firstLine(session.surroundings().in()) : ask(options.login()));
    }

    void tell(PasswordOptions options, String password) {
        if (options.generate()) {
            session.output().line(password);
        }
    }

    private String ask(String whose) {
        Prompt prompt = session.surroundings()
                .prompt()
                .orElseThrow(() -> CommandException.usage(
                        "no password given and no terminal to ask at: use --password-stdin or --generate"));
        String first = answer(prompt, "Password for " + TerminalEscaper.of(whose));
        if (!answer(prompt, "The same again").equals(first)) {
            throw CommandException.refused("the two passwords differ; nothing was changed");
        }
        return first;
    }

    private static String answer(Prompt prompt, String label) {
        return prompt.secret(label)
                .filter(answer -> !answer.isEmpty())
                .orElseThrow(() -> CommandException.refused("the password is empty"));
    }

    private static String checked(String password) {
        if (password.isEmpty()) {
            throw CommandException.refused("the password is empty");
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw CommandException.refused("the password is longer than " + MAX_BYTES + " bytes");
        }
        return password;
    }

    private static String generate() {
        SecureRandom random = new SecureRandom();
        StringBuilder password = new StringBuilder(GENERATED_LENGTH);
        for (int i = 0; i < GENERATED_LENGTH; i++) {
            password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return password.toString();
    }

    private static String firstLine(InputStream in) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            for (int b = in.read(); b >= 0 && b != '\n' && line.size() <= MAX_BYTES; b = in.read()) {
                line.write(b);
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line.toByteArray()))
                    .toString();
            return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        } catch (CharacterCodingException e) {
            throw CommandException.refused("the password on standard input is not UTF-8");
        } catch (IOException e) {
            throw new UncheckedIOException("Standard input cannot be read", e);
        }
    }
}
