using System.Text.Json;

namespace Coxswain.Testing.Traces;

/// <summary>A tool's arguments as JSON, and the client's short <c>tool_parameters</c> for tools that have them.</summary>
public sealed record TraceToolInput(string Json, string? Parameters)
{
    public static TraceToolInput Of(params (string Name, string Value)[] arguments) => new(Render(arguments), null);

    public static TraceToolInput Bash(string command, string description) => new(
        Render([("command", command), ("description", description)]),
        Render([("bash_command", command.Split(' ')[0]), ("full_command", command), ("description", description)]));

    public static TraceToolInput Agent(string description, string prompt, string agent) => new(
        Render([("description", description), ("prompt", prompt), ("subagent_type", agent)]),
        Render([("subagent_type", agent)]));

    private static string Render((string Name, string Value)[] arguments) =>
        JsonSerializer.Serialize(arguments.ToDictionary(a => a.Name, a => a.Value));
}
