package org.mailcloak.cli;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import org.mailcloak.idp.AccountScope;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The words for the scope of a user. */
final class ScopeWords implements ITypeConverter<AccountScope>, Iterable<String> {

    static String word(AccountScope scope) {
        return scope.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public AccountScope convert(String text) {
        return Arrays.stream(AccountScope.values())
                .filter(scope -> word(scope).equalsIgnoreCase(text.replace('_', '-')))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException(
                        "expected " + String.join(" or ", this) + ", found '" + text + "'"));
    }

    @Override
    public Iterator<String> iterator() {
        return Arrays.stream(AccountScope.values()).map(ScopeWords::word).iterator();
    }
}
