using Microsoft.AspNetCore.Http;

namespace Coxswain.Gateway.Observing;

/// <summary>What a call's headers say of who makes it (reference §5.3). Texts too long to be ids are left out.</summary>
/// <param name="Client">The first product of the user agent, without its version: <c>claude-cli</c>, <c>Anthropic</c>, <c>curl</c>.</param>
/// <param name="RequestClass"><c>main</c>, <c>subagent</c>, <c>compaction</c>, <c>auxiliary</c>, …; empty unless the client sends hints.</param>
internal sealed record ClientFacts(
    string Client, string ClientVersion, string SessionId, string AgentId, string ParentAgentId, string AgentType, string RequestClass, string PromptId, string ClientRequestId)
{
    private const int Longest = 128;

    public bool IsClaudeCode => Client == "claude-cli" || SessionId.Length > 0;

    public static ClientFacts Of(IHeaderDictionary headers)
    {
        var agent = headers.UserAgent.ToString().AsSpan();
        var product = agent[..(agent.IndexOf(' ') is >= 0 and var end ? end : agent.Length)];
        var slash = product.IndexOf('/');
        return new ClientFacts(
            Short(slash < 0 ? product : product[..slash]),
            Short(slash < 0 ? "" : product[(slash + 1)..]),
            Header(headers, "x-claude-code-session-id"),
            Header(headers, "x-claude-code-agent-id"),
            Header(headers, "x-claude-code-parent-agent-id"),
            Header(headers, "x-claude-code-agent-type"),
            Header(headers, "x-claude-code-request-class"),
            Header(headers, "x-claude-code-prompt-id"),
            Header(headers, "x-client-request-id"));
    }

    private static string Header(IHeaderDictionary headers, string name) => headers.TryGetValue(name, out var values) && values.Count == 1 ? Short(values.ToString()) : "";

    private static string Short(ReadOnlySpan<char> text) => text.Length > Longest || text.ContainsAnyInRange('\0', '\x1F') ? "" : text.ToString();
}
