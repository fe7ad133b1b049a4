package org.mailcloak.administration;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads when an alias ends: a day, a time, or how long from now. */
public final class ExpiryInput {

    private static final String KIND = "an end of an alias";
    private static final String EXPECTED =
            "expected a date such as 2027-01-31 (the alias ends as that day begins), a time such as 2027-01-31T18:00, or a"
                    + " duration such as 90m, 12h, 30d or 6w";
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})([mhdw])");
    private static final Pattern WITH_OFFSET = Pattern.compile(".*(Z|[+-][0-9]{2}:[0-9]{2})");

    /** Later than that is a slip of the finger. */
    private static final int MAX_YEARS = 100;

    private ExpiryInput() {}

    /**
     * Reads an instant after now.
     *
     * @param clock its time is now, and its zone is that of dates and times without an offset
     */
    public static Parsed<Instant> parse(String text, Clock clock) {
        ZonedDateTime now = ZonedDateTime.now(clock);
        Instant end;
        try {
            end = read(text, now);
        } catch (DateTimeException notReadable) {
            return new Parsed.Refused<>(text, KIND, "it is neither a date nor a duration", EXPECTED);
        }
        if (!end.isAfter(now.toInstant())) {
            return new Parsed.Refused<>(text, KIND, "it is over already", EXPECTED);
        }
        return end.isAfter(now.plusYears(MAX_YEARS).toInstant())
                ? new Parsed.Refused<>(text, KIND, "it is more than " + MAX_YEARS + " years away", EXPECTED)
                : Parsed.accepted(end);
    }

    private static Instant read(String text, ZonedDateTime now) {
        Matcher duration = DURATION.matcher(text);
        if (duration.matches()) {
            return after(now, Integer.parseInt(duration.group(1)), duration.group(2));
        }
        if (text.indexOf('T') < 0) {
            return LocalDate.parse(text).atStartOfDay(now.getZone()).toInstant();
        }
        return WITH_OFFSET.matcher(text).matches()
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).atZone(now.getZone()).toInstant();
    }

    /** A day is a day of the calendar, also where a clock is set forward. */
    private static Instant after(ZonedDateTime now, int count, String unit) {
        ZonedDateTime end = switch (unit) {
            case "m" -> now.plusMinutes(count);
            case "h" -> now.plusHours(count);
            case "d" -> now.plusDays(count);
            default -> now.plusWeeks(count);
        };
        return end.toInstant();
    }
}
