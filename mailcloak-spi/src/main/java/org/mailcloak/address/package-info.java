/**
 * Mail addresses and mail domains: parsing, normal form, comparison.
 *
 * <p>The only package that knows about letter case, IDNA, quoted local parts, address extensions and the spellings that
 * Postfix rewrites ({@code site!user}, {@code user%site}, unqualified names). Nothing here does I/O, and input that is
 * no address is an empty result, never an exception.
 */
@NullMarked
package org.mailcloak.address;

import org.jspecify.annotations.NullMarked;
