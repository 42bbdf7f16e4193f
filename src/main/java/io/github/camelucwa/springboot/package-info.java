/** Spring Boot's door to the component: binds {@code camel.component.ucwa.*}. Loaded by Spring Boot only; nothing refers to it. */
package io.github.camelucwa.springboot;
