package dev.gatehouse.mcp.offer;

import static java.util.Objects.requireNonNull;

import dev.gatehouse.mcp.prompt.Prompt;
import dev.gatehouse.mcp.resource.Resource;
import dev.gatehouse.mcp.resource.ResourceTemplate;
import dev.gatehouse.mcp.tool.Tool;
import java.util.Collection;
import java.util.List;

/**
 * Everything that one peer may see and use, at one moment. Listing, calling, reading and completing
 * look at nothing else, so that what is not listed cannot be used. New offers are made from old
 * ones, beginning with {@link #NOTHING}.
 *
 * @param tools by name
 * @param resources by URI
 * @param templates by the text of their template
 * @param prompts by name
 */
public record Offer(
        Catalog<Tool> tools,
        Catalog<Resource> resources,
        Catalog<ResourceTemplate> templates,
        Catalog<Prompt> prompts) {

    /** An offer of nothing. */
    public static final Offer NOTHING = new Offer(List.of());

    public Offer {
        requireNonNull(tools, "tools is null");
        requireNonNull(resources, "resources is null");
        requireNonNull(templates, "templates is null");
        requireNonNull(prompts, "prompts is null");
    }

    /** An offer of these tools and nothing else. */
    public Offer(Collection<Tool> tools) {
        this(
                Catalog.of("tools", tools, Tool::name),
                Catalog.of("resources", List.of(), Resource::uri),
                Catalog.of("templates", List.of(), template -> template.template().text()),
                Catalog.of("prompts", List.of(), Prompt::name));
    }

    /** The same with these resources, and no others. */
    public Offer resources(Collection<Resource> offered) {
        return new Offer(
                tools, Catalog.of("resources", offered, Resource::uri), templates, prompts);
    }

    /** The same with these resource templates, and no others. */
    public Offer templates(Collection<ResourceTemplate> offered) {
        return new Offer(
                tools,
                resources,
                Catalog.of("templates", offered, template -> template.template().text()),
                prompts);
    }

    /** The same with these prompts, and no others. */
    public Offer prompts(Collection<Prompt> offered) {
        return new Offer(tools, resources, templates, Catalog.of("prompts", offered, Prompt::name));
    }
}
