using System.Text;
using Coxswain.Engine.Native;
using Coxswain.Engine.Queries;
using Coxswain.Engine.Sql;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Coxswain.Engine.Http;

/// <summary>Answers a request to <c>/</c>: runs the one statement it carries, cancels it when the client goes.</summary>
internal sealed partial class QueryEndpoint(ChdbEngine engine, EngineOptions options, TimeProvider clock, ILogger<QueryEndpoint> logger)
{
    private const int LargestStatementBytes = 16 * 1024 * 1024;
    private const int InsertHeadBytes = 256 * 1024;

    internal async Task AnswerAsync(HttpContext context)
    {
        var request = QueryRequest.Read(context.Request);
        var tag = NewTag();
        var headers = context.Response.Headers;
        headers["X-ClickHouse-Server-Display-Name"] = engine.HostName;
        headers["X-ClickHouse-Timezone"] = engine.TimeZone;
        headers["X-ClickHouse-Query-Id"] = request.QueryId;
        headers["X-ClickHouse-Exception-Tag"] = tag;
        await using var response = new ResponseBody(context, request, tag, options.Folder);
        try
        {
            Refuse(request);
            using var body = new RequestBody(context.Request);
            await RunAsync(context, request, body, response);
        }
        catch (ChdbException failure)
        {
            var midway = response.Started;
            await response.FailAsync(failure, engine.Version, context.RequestAborted);
            Log.Failed(logger, failure.Code, midway);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            Log.ClientGone(logger);
        }
        catch (Exception failure) when (failure is not BrokenOffException)
        {
            Log.Unexpected(logger, failure.GetType().Name, failure.StackTrace);
            throw;
        }
    }

    private static void Refuse(QueryRequest request)
    {
        if (request.NativeCompression)
        {
            throw new ChdbException(48, "ClickHouse block compression (compress=1, decompress=1) is not available here; use HTTP compression", "NOT_IMPLEMENTED");
        }

        if (request.InSession)
        {
            throw new ChdbException(48, "HTTP sessions (session_id) are not available here", "NOT_IMPLEMENTED");
        }
    }

    private async Task RunAsync(HttpContext context, QueryRequest request, RequestBody body, ResponseBody response)
    {
        var aborted = context.RequestAborted;
        var started = clock.GetTimestamp();
        var (text, atEnd) = await ReadTextAsync(request, body, aborted);
        var statement = Statement.Read(text);
        if (statement.Kind != StatementKind.InsertRows && !atEnd)
        {
            var (rest, complete) = await body.ReadStartAsync(LargestStatementBytes, aborted);
            text = [.. text, .. rest];
            statement = complete
                ? Statement.Read(text)
                : throw new ChdbException(229, "The statement is larger than 16 MiB", "QUERY_IS_TOO_LARGE");
        }

        Check(statement);
        await using var session = engine.TryBeginSession(request.QueryId)
            ?? throw new ChdbException(202, "Too many simultaneous queries", "TOO_MANY_SIMULTANEOUS_QUERIES");
        await session.OpenAsync(request.Settings, request.Database);
        var run = new QueryRun(context, request, session, response, clock, started);
        await (statement.Kind switch
        {
            StatementKind.Select => run.SelectAsync(text, statement),
            StatementKind.InsertRows => run.InsertAsync(text, statement, body),
            _ => run.CommandAsync(text, statement),
        });
    }

    private static async Task<(byte[] Text, bool AtEnd)> ReadTextAsync(QueryRequest request, RequestBody body, CancellationToken cancellationToken)
    {
        var fromUrl = Encoding.UTF8.GetBytes(request.Query);
        if (fromUrl.Length > 0 && Statement.Read(fromUrl) is { Kind: StatementKind.InsertRows, Format: not null })
        {
            return (fromUrl, false);
        }

        var (start, atEnd) = await body.ReadStartAsync(InsertHeadBytes, cancellationToken);
        return (fromUrl.Length == 0 ? start : start.Length == 0 ? fromUrl : [.. fromUrl, (byte)'\n', .. start], atEnd);
    }

    private static void Check(Statement statement)
    {
        if (statement.Kind == StatementKind.Empty)
        {
            throw new ChdbException(62, "Syntax error: Empty query", "SYNTAX_ERROR");
        }

        if (statement.HasMore)
        {
            throw new ChdbException(62, "Syntax error (Multi-statements are not allowed)", "SYNTAX_ERROR");
        }

        if (statement.ReadsOrWritesFile)
        {
            throw new ChdbException(344, "INTO OUTFILE and FROM INFILE are not allowed over HTTP", "SUPPORT_IS_DISABLED");
        }

        if (statement.ReadsInput)
        {
            throw new ChdbException(48, "INSERT … SELECT FROM input() is not available here", "NOT_IMPLEMENTED");
        }
    }

    private static string NewTag() => string.Create(16, Guid.NewGuid(), static (span, id) =>
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        for (var i = 0; i < span.Length; i++)
        {
            span[i] = (char)('a' + (bytes[i] % 26));
        }
    });

    private static partial class Log
    {
        [LoggerMessage(2101, LogLevel.Debug, "A query failed with ClickHouse error {Code} (after rows were sent: {Midway})")]
        internal static partial void Failed(ILogger logger, int code, bool midway);

        [LoggerMessage(2102, LogLevel.Debug, "A client went away during its query")]
        internal static partial void ClientGone(ILogger logger);

        [LoggerMessage(2103, LogLevel.Error, "A request ended with {Failure}: {Trace}")]
        internal static partial void Unexpected(ILogger logger, string failure, string? trace);
    }
}
