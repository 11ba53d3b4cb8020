namespace Coxswain.Core.Health.Window;

/// <summary>Tools of Claude Code whose meaning matters here, as captures of it name them.</summary>
internal static class ToolNames
{
    public const string Read = "Read";
    public const string TodoWrite = "TodoWrite";
    private const string McpStart = "mcp__";

    public static bool IsEdit(string tool) => tool is "Edit" or "MultiEdit" or "Write" or "NotebookEdit";

    /// <returns>The MCP server a tool belongs to; <see langword="null"/> for the client's own.</returns>
    public static string? ServerOf(string tool)
    {
        if (!tool.StartsWith(McpStart, StringComparison.Ordinal))
        {
            return null;
        }

        var end = tool.IndexOf("__", McpStart.Length, StringComparison.Ordinal);
        return end < 0 ? tool[McpStart.Length..] : tool[McpStart.Length..end];
    }
}
