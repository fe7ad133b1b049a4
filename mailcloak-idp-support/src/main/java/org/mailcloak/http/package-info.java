/**
 * JSON over HTTP, for identity providers that are asked that way: {@link org.mailcloak.http.JsonHttpClient} ends every
 * call in time and in a typed {@link org.mailcloak.http.HttpOutcome}.
 *
 * <p>The only package that uses HttpClient 5 and JSON-P. Both are optional dependencies of this jar: who uses the package
 * names them.
 */
@NullMarked
package org.mailcloak.http;

import org.jspecify.annotations.NullMarked;
