using Coxswain.Cli.Commands;
using Coxswain.Core.Kernel;

namespace Coxswain.Cli.Setup;

/// <summary>The address Claude Code sends its API requests to, when it is not Anthropic's.</summary>
internal static class BaseUrl
{
    public const string Variable = "ANTHROPIC_BASE_URL";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <exception cref="CommandException">The text is no such address.</exception>
    public static string Checked(string text)
    {
        var problem = !Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.Host.Length == 0 ? "it is not an absolute http or https address"
            : address.UserInfo.Length > 0 ? "a name or password in it would stand in the settings for all to read"
            : text.Contains('?', StringComparison.Ordinal) ? "it has a query"
            : text.Contains('#', StringComparison.Ordinal) ? "it has a fragment"
            : text.Any(static c => char.IsWhiteSpace(c) || char.IsControl(c)) ? "it has white space in it"
            : null;
        return problem is null ? text : throw new CommandException(ExitCode.Usage, $"--base-url cannot be used: {problem}. Give one such as https://gateway.example/anthropic.");
    }

    /// <summary>Whether anything speaks HTTP there; what it says does not matter.</summary>
    public static async Task<bool> AnswersAsync(string address, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = Patience, Proxy = new ProxyBeyondLoopback(HttpClient.DefaultProxy) }) { Timeout = Patience };
        try
        {
            using var response = await http.GetAsync(new Uri(address), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return true;
        }
        catch (Exception problem) when (problem is HttpRequestException || (problem is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }
}
