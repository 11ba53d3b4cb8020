using Coxswain.Core.Usage;

namespace Coxswain.Core.Tools;

/// <summary>Tool calls of all sessions. A filter's project and model are those of the request that asked for the call: calls whose request nobody told of are of none.</summary>
public interface IToolStore
{
    /// <summary>By tool, the most called first.</summary>
    Task<IReadOnlyList<ToolUse>> ReadToolsAsync(UsageFilter filter, CancellationToken cancellationToken);

    /// <summary>The newest calls, in the order they were made in.</summary>
    Task<IReadOnlyList<ToolCall>> ReadCallsAsync(UsageFilter filter, int most, CancellationToken cancellationToken);
}
