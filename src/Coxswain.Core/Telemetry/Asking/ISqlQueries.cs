namespace Coxswain.Core.Telemetry.Asking;

/// <summary>Answers questions in ClickHouse's SQL that only read, within the limits of <c>sql.*</c>.</summary>
public interface ISqlQueries
{
    /// <param name="parameters">Values of <c>{name:Type}</c>, by name.</param>
    /// <param name="mostRows">Further ones are left out.</param>
    /// <exception cref="Kernel.UnavailableException">The store does not answer.</exception>
    Task<SqlAnswer> AskAsync(string sql, IReadOnlyDictionary<string, string> parameters, int mostRows, CancellationToken cancellationToken);
}
