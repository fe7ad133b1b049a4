package org.mailcloak.cli;

import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.Collectors;
import org.mailcloak.idp.MailGroup;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The words of {@code --posting} and {@code --send-as}: in lower case, as help, lists and completion show them. */
final class GroupWords {

    private GroupWords() {}

    static final class Posting implements ITypeConverter<MailGroup.Posting>, Iterable<String> {

        @Override
        public MailGroup.Posting convert(String text) {
            return find(MailGroup.Posting.values(), text);
        }

        @Override
        public Iterator<String> iterator() {
            return words(MailGroup.Posting.values());
        }
    }

    static final class SendAs implements ITypeConverter<MailGroup.SendAs>, Iterable<String> {

        @Override
        public MailGroup.SendAs convert(String text) {
            return find(MailGroup.SendAs.values(), text);
        }

        @Override
        public Iterator<String> iterator() {
            return words(MailGroup.SendAs.values());
        }
    }

    private static <E extends Enum<E>> E find(E[] values, String text) {
        return Arrays.stream(values)
                .filter(value -> value.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("expected "
                        + Arrays.stream(values).map(GroupView::word).collect(Collectors.joining(", ")) + ", found '"
                        + text + "'"));
    }

    private static Iterator<String> words(Enum<?>[] values) {
        return Arrays.stream(values).<String>map(GroupView::word).iterator();
    }
}
