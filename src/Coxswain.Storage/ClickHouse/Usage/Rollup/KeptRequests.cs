using System.Data.Common;
using Coxswain.Core.Usage;

namespace Coxswain.Storage.ClickHouse.Usage.Rollup;

/// <summary>Questions about single requests: of the rows that are kept of them while these are up to date, else of the views that work them out. Both say the same.</summary>
internal static class KeptRequests
{
    /// <summary>The view of the kept rows.</summary>
    public const string View = "requests_kept";

    /// <summary>The view for a filter where no rows are kept: only <c>requests</c> knows of each request's project and branch, and costs more.</summary>
    public static string ViewFor(UsageFilter filter, string otherwise) => filter.Project.Length > 0 || filter.Branch.Length > 0 ? "requests" : otherwise;

    /// <summary>Whether pages ask so again and again: of one session they do not, and a window with an end moves with the clock.</summary>
    public static bool IsAskedAgain(UsageFilter filter) => filter is { Until: null, Session: "" };

    /// <param name="rollup"><see langword="null"/>: none are kept.</param>
    /// <param name="view">Which of <c>requests</c>, <c>requests_costed</c> and <c>requests_resolved</c> answers for less where no rows are kept; the statement calls it <c>{requests:Identifier}</c>, tool calls <c>{tools:Identifier}</c>, and where sessions were, which kept rows tell themselves, <c>{places:Identifier}</c>.
    /// Whether they are is <c>{is_kept:UInt8}</c>: only a view is quicker with the keys looked up first.</param>
    public static async Task<IReadOnlyList<T>> QueryRequestsAsync<T>(
        this StoreClient client, UsageRollup? rollup, string view, StoreStatement statement, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        var isKept = rollup is not null && await rollup.IsReadyAsync(cancellationToken).ConfigureAwait(false);
        return await client.QueryAsync(isKept ? OfKept(statement) : Of(statement, view, "tool_calls_told", isKept: 0), read, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The statement as it is asked of kept rows.</summary>
    public static StoreStatement OfKept(StoreStatement statement) => Of(statement, View, "tool_calls_kept", isKept: 1);

    private static StoreStatement Of(StoreStatement statement, string requests, string tools, int isKept) => statement.With("requests", requests).With("tools", tools).With("places", isKept == 0 ? "session_places" : "no_session_places").With("is_kept", isKept);
}
