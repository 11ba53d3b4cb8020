using System.Buffers;
using System.Globalization;
using System.Text;
using Coxswain.Engine.Native;
using Coxswain.Engine.Queries;
using Coxswain.Engine.Sql;
using Microsoft.AspNetCore.Http;

namespace Coxswain.Engine.Http;

/// <summary>One statement on its way: rows out, rows in, or a command.</summary>
internal sealed class QueryRun(
    HttpContext context, QueryRequest request, EngineSession session, ResponseBody response, TimeProvider clock, long started)
{
    private const string ServerFormat = "TabSeparated";
    private const int PieceBytes = 64 * 1024;

    // Each piece is a hop to a thread that may block.
    private const int InsertPieceBytes = 1024 * 1024;
    private static readonly TimeSpan KillInterval = TimeSpan.FromMilliseconds(100);

    private CancellationToken Aborted => context.RequestAborted;

    internal async Task SelectAsync(byte[] text, Statement statement)
    {
        var format = Announce(statement);
        using var pipe = new ResultPipe();
        var query = session.SelectAsync(text, statement, format, request.Parameters, pipe);
        var buffer = ArrayPool<byte>.Shared.Rent(PieceBytes);
        var reading = Task.FromResult(0);
        try
        {
            while (await (reading = session.ReadAsync(pipe, buffer)).WaitAsync(Aborted) is > 0 and var read)
            {
                await response.WriteAsync(buffer.AsMemory(0, read), Summary(default), Aborted);
            }

            await response.FinishAsync(Summary(await query), Aborted);
        }
        catch (Exception failure) when (failure is not ChdbException)
        {
            await StopAsync(query, DrainAsync(pipe, reading, buffer));
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The client is gone. Killing is repeated, because a query that is still being planned is not yet known to ClickHouse.</summary>
    private async Task StopAsync(Task<QueryCounts> query, Task drained)
    {
        while (!query.IsCompleted)
        {
            await session.CancelAsync();
            await Task.WhenAny(query, Task.Delay(KillInterval, clock));
        }

        await drained;
        await query.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    /// <summary>Throws away what the query still writes: a full pipe would keep it from noticing that it was killed.</summary>
    private async Task DrainAsync(ResultPipe pipe, Task<int> reading, byte[] buffer)
    {
        await reading;
        while (await session.ReadAsync(pipe, buffer) > 0)
        {
        }
    }

    internal async Task CommandAsync(byte[] text, Statement statement)
    {
        var format = Announce(statement);
        var output = new ArrayBufferWriter<byte>();
        var command = session.ExecuteAsync(text, format, request.Parameters, bytes => output.Write(bytes.Span));
        try
        {
            await command.WaitAsync(Aborted);
        }
        catch (OperationCanceledException)
        {
            await StopAsync(command, Task.CompletedTask);
            throw;
        }

        var counts = await command;
        await response.WriteAsync(output.WrittenMemory, Summary(counts), Aborted);
        await response.FinishAsync(Summary(counts), Aborted);
    }

    internal async Task InsertAsync(byte[] text, Statement statement, RequestBody body)
    {
        var head = Encoding.UTF8.GetString(text, 0, statement.HeadLength);
        var format = statement.Format ?? request.DefaultFormat ?? "Values";
        context.Response.ContentType = "text/plain; charset=UTF-8";
        using var stream = await session.BeginInsertAsync(head, format, request.Parameters);
        var accepted = statement.Length >= text.Length
            || await session.RunAsync(() => stream.Append(text.AsSpan(statement.Length)));
        var buffer = ArrayPool<byte>.Shared.Rent(InsertPieceBytes);
        try
        {
            while (accepted)
            {
                var read = await body.FillAsync(buffer, Aborted);
                if (read == 0)
                {
                    break;
                }

                accepted = await session.RunAsync(() => stream.Append(buffer.AsSpan(0, read)));
            }

            // The body is complete: from here the rows are committed even if the client does not wait for the answer.
            var counts = await session.RunAsync(stream.Finish);
            await response.FinishAsync(Summary(counts), Aborted);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            await session.RunAsync(() =>
            {
                stream.Dispose();
                return true;
            });
        }
    }

    private string Announce(Statement statement)
    {
        var format = statement.Format ?? request.DefaultFormat ?? ServerFormat;
        context.Response.ContentType = FormatContentType.Of(format);
        context.Response.Headers["X-ClickHouse-Format"] = format;
        return format;
    }

    private string Summary(QueryCounts counts)
    {
        var elapsed = (long)clock.GetElapsedTime(started).TotalNanoseconds;
        return string.Create(CultureInfo.InvariantCulture, $$"""
            {"read_rows":"{{counts.ReadRows}}","read_bytes":"{{counts.ReadBytes}}","written_rows":"{{counts.WrittenRows}}","written_bytes":"{{counts.WrittenBytes}}","result_rows":"{{counts.ResultRows}}","result_bytes":"{{counts.ResultBytes}}","elapsed_ns":"{{elapsed}}"}
            """);
    }
}
