using System.Net.Http.Headers;
using Coxswain.Core.Kernel;
using Coxswain.Server.Hosting;

namespace Coxswain.Cli.Client;

/// <summary>One message to the daemon of a data folder, for commands that Claude Code waits for: no search, no second try.</summary>
internal static class DaemonMessage
{
    /// <returns>The answer's body; <see langword="null"/> unless the daemon took the message.</returns>
    public static async Task<(DaemonReach Reach, byte[]? Answer)> SendAsync(DataFolder folder, string path, ReadOnlyMemory<byte> json, CancellationToken limit)
    {
        if (DaemonRecord.Read(folder) is not { } record)
        {
            return (DaemonReach.Down, null);
        }

        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri(record.Api), path)) { Content = new ReadOnlyMemoryContent(json) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", record.Token);
        try
        {
            using var response = await http.SendAsync(request, limit);
            return response.IsSuccessStatusCode ? (DaemonReach.Up, await response.Content.ReadAsByteArrayAsync(limit)) : (DaemonReach.Silent, null);
        }
        catch (HttpRequestException problem)
        {
            return (problem.HttpRequestError == HttpRequestError.ConnectionError ? DaemonReach.Down : DaemonReach.Silent, null);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return (DaemonReach.Late, null);
        }
    }
}
