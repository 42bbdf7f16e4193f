/**
 * JSON and XML to the model and back. The only place that parses or writes either.
 */
package io.github.camelucwa.wire;
