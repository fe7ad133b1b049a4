package org.mailcloak.cli;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import org.mailcloak.address.AddressInterpretations;
import org.mailcloak.address.AddressReader;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.LocalDomains;

/**
 * An address as it was given, and what it is read as.
 *
 * @param given empty for {@code <>}
 * @param readings what it may become, in normal form
 * @param understood false if some part is no address
 */
record AddressReading(String given, List<String> readings, boolean understood) {

    AddressReading {
        readings = List.copyOf(readings);
    }

    static AddressReading of(String text, AddressReader reader, LocalDomains local) {
        if (text.isEmpty()) {
            return new AddressReading(text, List.of(), true);
        }
        AddressInterpretations spelling = reader.read(text, local);
        return new AddressReading(
                text, spelling.readings().stream().map(EmailAddress::toString).toList(), spelling.understood());
    }

    String shown() {
        return given.isEmpty() ? "<>" : given;
    }

    String words() {
        if (given.isEmpty()) {
            return "read as no address";
        }
        if (!understood) {
            return readings.isEmpty()
                    ? "read as no address"
                    : "read as " + String.join(" and ", readings) + ", and partly as no address";
        }
        return "read as " + String.join(" and ", readings) + (readings.size() > 1 ? ", which must all pass" : "");
    }

    JsonObjectBuilder json() {
        JsonArrayBuilder array = Json.createArrayBuilder();
        readings.forEach(array::add);
        return Json.createObjectBuilder()
                .add("given", given)
                .add("read_as", array)
                .add("understood", understood);
    }
}
