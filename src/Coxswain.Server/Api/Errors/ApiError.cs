namespace Coxswain.Server.Api.Errors;

/// <summary>A request that is not answered as asked; the same facts for every kind of client, see <see cref="ErrorAnswer"/>.</summary>
/// <param name="Code">Stable, for programs; listed in docs/errors.md.</param>
/// <param name="Detail">One sentence for people; never a secret or another request's content.</param>
/// <param name="Action">What the caller can do about it, one sentence.</param>
internal sealed record ApiError(int Status, string Code, string Title, string Detail, string Action)
{
    /// <summary>By name of the query value.</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <summary>As gRPC numbers it.</summary>
    public int GrpcCode => Status switch
    {
        400 => 3,
        401 => 16,
        403 => 7,
        404 or 405 or 415 => 12,
        413 => 8,
        503 => 14,
        _ => 13,
    };

    /// <summary>As ClickHouse numbers and names it.</summary>
    public (int Number, string Name) ClickHouse => Status switch
    {
        400 => (36, "BAD_ARGUMENTS"),
        401 => (516, "AUTHENTICATION_FAILED"),
        403 => (497, "ACCESS_DENIED"),
        404 or 405 => (48, "NOT_IMPLEMENTED"),
        413 => (229, "QUERY_IS_TOO_LARGE"),
        503 => (210, "NETWORK_ERROR"),
        _ => (1002, "UNKNOWN_EXCEPTION"),
    };
}
