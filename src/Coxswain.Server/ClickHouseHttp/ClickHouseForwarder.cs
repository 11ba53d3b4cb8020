using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using Coxswain.Core.Telemetry.Damage;
using Coxswain.Storage;
using Coxswain.Storage.ClickHouse;
using Microsoft.AspNetCore.Http;

namespace Coxswain.Server.ClickHouseHttp;

/// <summary>Sends a query that passed the policy to the store, embedded or server, and its answer back as it comes.</summary>
internal sealed class ClickHouseForwarder(StoreClient store, StoreOptions storeOptions, ClickHouseHttpOptions options, IDamageLog damage) : IDisposable
{
    private const int LargestQueryBytes = 1024 * 1024;
    private const int LongestProblem = 4096;
    private static readonly StoreStatement TableFunctions = StoreStatement.FromFile("Queries/Status/table_functions.sql");

    private readonly HttpClient _http = Unhurried(StoreConnection.CreateHttp(storeOptions, store.Address));
    private readonly SemaphoreSlim _slots = new(options.MaxConcurrentQueries);
    private ReadOnlyPolicy? _policy;

    public Task ForwardAsync(HttpContext context) => StreamAsync(
        context, () => ReadQueryAsync(context), context.Request.Query, context.Request.Headers["X-ClickHouse-Format"].ToString() is { Length: > 0 } asked ? asked : "TabSeparated", null);

    /// <summary>The same for a query that a page sent, as a file to be kept: as it comes, whatever its size.</summary>
    /// <param name="settings">As they stand in the address of a query.</param>
    public Task DownloadAsync(HttpContext context, string sql, IQueryCollection settings, DownloadFormat format)
        => StreamAsync(context, () => Task.FromResult(Bytes(sql)), settings, format.ClickHouseName, format);

    /// <summary>The same for a caller of this program, with the whole answer in memory: <c>max_result_bytes</c> bounds it.</summary>
    /// <param name="settings">As they stand in the address of a query.</param>
    /// <returns>The answer, or what is wrong with the query in ClickHouse's words.</returns>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<(byte[] Body, string? Problem)> AskAsync(string sql, IQueryCollection settings, string format, CancellationToken cancellationToken)
    {
        if (!await _slots.WaitAsync(0, cancellationToken))
        {
            return ([], QueryRefusal.TooMany().Text);
        }

        try
        {
            var text = Bytes(sql);
            var (url, refusal) = await CheckAsync(text, settings, cancellationToken);
            if (refusal is not null || text is null)
            {
                return ([], (refusal ?? QueryRefusal.TooLarge()).Text);
            }

            using var first = await AskAsync(url, text, format, cancellationToken);
            using var second = await IsMendedAsync(first, cancellationToken) ? await AskAsync(url, text, format, cancellationToken) : null;
            var answer = second ?? first;
            var body = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
            return AnswerCopy.ExceptionCode(answer) is null && answer.IsSuccessStatusCode ? (body, null) : ([], Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, LongestProblem))).Trim());
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <param name="file">As what a browser keeps the answer; <see langword="null"/>: it does not.</param>
    private async Task StreamAsync(HttpContext context, Func<Task<byte[]?>> read, IQueryCollection settings, string format, DownloadFormat? file)
    {
        if (!await _slots.WaitAsync(0, context.RequestAborted))
        {
            await RefuseAsync(context, QueryRefusal.TooMany());
            return;
        }

        try
        {
            var sql = await read();
            var (url, refusal) = await CheckAsync(sql, settings, context.RequestAborted);
            await (refusal is not null || sql is null ? RefuseAsync(context, refusal ?? QueryRefusal.TooLarge()) : SendAsync(context, url, sql, format, file));
        }
        catch (InvalidDataException)
        {
            await RefuseAsync(context, QueryRefusal.NotInflated());
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <param name="sql"><see langword="null"/>: it is too large.</param>
    /// <returns>Where to ask it, or why not.</returns>
    private async Task<(string Url, QueryRefusal? Refusal)> CheckAsync(byte[]? sql, IQueryCollection settings, CancellationToken cancellationToken)
    {
        var (url, refusal) = QuerySettings.Build(settings, options, store.Database);
        return (url, refusal ?? (sql is null ? QueryRefusal.TooLarge() : (await PolicyAsync(cancellationToken)).Refuse(sql, ParametersOf(settings))));
    }

    /// <returns>Null when it is too large.</returns>
    private static byte[]? Bytes(string sql) => Encoding.UTF8.GetByteCount(sql) <= LargestQueryBytes ? Encoding.UTF8.GetBytes(sql) : null;

    private async Task<ReadOnlyPolicy> PolicyAsync(CancellationToken cancellationToken) =>
        _policy ??= new ReadOnlyPolicy(await store.QueryAsync(TableFunctions, static row => row.GetString(0), cancellationToken));

    private static IEnumerable<string> ParametersOf(IQueryCollection query) =>
        query.Where(static entry => entry.Key.StartsWith("param_", StringComparison.Ordinal)).Select(static entry => entry.Value.ToString());

    /// <returns>Null when it is too large.</returns>
    private static async Task<byte[]?> ReadQueryAsync(HttpContext context)
    {
        var query = new ArrayBufferWriter<byte>();
        if (context.Request.Query["query"].ToString() is { Length: > 0 } fromUrl)
        {
            query.Write(Encoding.UTF8.GetBytes(fromUrl));
            query.Write("\n"u8);
        }

        var body = context.Request.Body;
        await using var inflated = context.Request.Headers.ContentEncoding == "gzip" ? new GZipStream(body, CompressionMode.Decompress, leaveOpen: true) : body;
        while (query.WrittenCount <= LargestQueryBytes)
        {
            var read = await inflated.ReadAsync(query.GetMemory(16 * 1024), context.RequestAborted);
            if (read == 0)
            {
                return query.WrittenSpan.ToArray();
            }

            query.Advance(read);
        }

        return null;
    }

    private async Task SendAsync(HttpContext context, string url, byte[] sql, string format, DownloadFormat? file)
    {
        using var first = await AskAsync(url, sql, format, context.RequestAborted);
        using var second = await IsMendedAsync(first, context.RequestAborted) ? await AskAsync(url, sql, format, context.RequestAborted) : null;
        var answer = second ?? first;
        context.Response.StatusCode = LimitAdvice.StatusOf((int)answer.StatusCode, AnswerCopy.ExceptionCode(answer));
        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        foreach (var (name, values) in answer.Headers.Where(static header => header.Key.StartsWith("X-ClickHouse-", StringComparison.OrdinalIgnoreCase)))
        {
            context.Response.Headers[name] = values.ToArray();
        }

        var isFile = file is not null && AnswerCopy.ExceptionCode(answer) is null;
        // The query's own FORMAT wins over ours.
        var isAsAsked = isFile && answer.Headers.TryGetValues("X-ClickHouse-Format", out var formats) && formats.FirstOrDefault() == file?.ClickHouseName;
        if (isFile)
        {
            context.Response.ContentType = isAsAsked ? file?.MediaType : context.Response.ContentType;
            context.Response.Headers.ContentDisposition = $"attachment; filename={(isAsAsked ? file?.FileName : "coxswain.txt")}";
        }

        DamageHeaders.Write(damage.ReadOpen(), context.Response.Headers);
        await AnswerCopy.CopyAsync(answer, context, isAsAsked && file == DownloadFormat.Csv ? static output => new SpreadsheetCsv(output) : null);
    }

    /// <summary>A query that met damage before its first row is asked again once that was set aside.</summary>
    private async Task<bool> IsMendedAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (AnswerCopy.ExceptionCode(answer) is not { } code)
        {
            return false;
        }

        await answer.Content.LoadIntoBufferAsync(cancellationToken);
        return await store.MendAsync(code, await answer.Content.ReadAsStringAsync(cancellationToken), cancellationToken);
    }

    private async Task<HttpResponseMessage> AskAsync(string url, byte[] sql, string format, CancellationToken cancellationToken)
    {
        var address = store.Address;
        var target = new Uri($"{(address.Tls ? "https" : "http")}://{address.Host}:{address.Port.ToString(CultureInfo.InvariantCulture)}{url}");
        using var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = new ByteArrayContent(sql) };
        request.Headers.TryAddWithoutValidation("X-ClickHouse-Format", format);
        if (!address.IsEmbedded)
        {
            // As the client library does it: headers of their own would carry ASCII only.
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{storeOptions.Username}:{storeOptions.Password}")));
        }

        return await ReachAsync(request, cancellationToken);
    }

    private async Task<HttpResponseMessage> ReachAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (HttpRequestException problem)
        {
            throw new StoreUnavailableException("The store does not answer.", problem);
        }
    }

    private static Task RefuseAsync(HttpContext context, QueryRefusal refusal)
    {
        var code = refusal.Code.ToString(CultureInfo.InvariantCulture);
        context.Response.StatusCode = refusal.Status;
        context.Response.ContentType = "text/plain; charset=UTF-8";
        context.Response.Headers["X-ClickHouse-Exception-Code"] = code;
        return context.Response.WriteAsync($"Code: {code}. DB::Exception: {refusal.Text}. ({refusal.Name})\n", context.RequestAborted);
    }

    /// <summary>The query's own time limit ends it, with ClickHouse's error.</summary>
    private static HttpClient Unhurried(HttpClient client)
    {
        client.Timeout = Timeout.InfiniteTimeSpan;
        return client;
    }

    public void Dispose()
    {
        _http.Dispose();
        _slots.Dispose();
    }
}
