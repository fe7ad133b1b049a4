/**
 * For authors of identity providers and stores: contracts to inherit in a test, and fakes to test against.
 *
 * <p>A provider's test implements {@link org.mailcloak.testkit.IdentityProviderContract} and
 * {@link org.mailcloak.testkit.IdentityProviderFactoryContract}; JUnit 5 runs their methods with the test's own.
 */
@NullMarked
package org.mailcloak.testkit;

import org.jspecify.annotations.NullMarked;
