namespace Coxswain.Core.Telemetry.Asking;

/// <summary>Answers questions in ClickHouse's SQL that only read, within the limits of <c>sql.*</c>.</summary>
public interface ISqlQueries
{
    /// <exception cref="Kernel.UnavailableException">The store does not answer.</exception>
    Task<SqlAnswer> AskAsync(SqlQuestion question, CancellationToken cancellationToken);
}
