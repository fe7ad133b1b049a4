package org.mailcloak.attributes;

import java.util.List;

/** The attributes of one account. */
@FunctionalInterface
public interface AttributeValues {

    /** The values of the attribute of that name, in the provider's order; none if the account lacks it. */
    List<String> of(String attribute);
}
