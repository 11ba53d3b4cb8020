using Anthropic;
using Anthropic.Exceptions;
using Anthropic.Models.Messages;
using Coxswain.Core.Budgets.Recommending;
using Coxswain.Server.Configuration;

namespace Coxswain.Server.Api.Budgets;

/// <summary>Asks a small model how hard a task is. Whatever goes wrong is said, and a recommendation stands without it.</summary>
internal sealed class DifficultyAsking(RecommendOptions options, IReadOnlyDictionary<string, string> environment)
{
    /// <param name="asks"><see langword="null"/>: as the configuration says.</param>
    /// <param name="model"><see langword="null"/>: there is none.</param>
    /// <returns>What was said, of no weight yet; <see langword="null"/>: nobody was to be asked.</returns>
    public async Task<AskedRow?> AskAsync(bool? asks, string? model, string task, CancellationToken cancellationToken)
    {
        if (!(asks ?? options.Ask))
        {
            return null;
        }

        if (model is null)
        {
            return Nothing("", "no known model has a price.");
        }

        if (!AnthropicAccess.TryRead(environment, out var access, out var problem))
        {
            return Nothing("", problem);
        }

        using var handler = new SmallAnswerHandler();
        using var http = new HttpClient(handler);
        using var client = new AnthropicClient { ApiKey = access.Key, AuthToken = null, BaseUrl = access.Address.ToString().TrimEnd('/'), HttpClient = http, MaxRetries = 0, Timeout = options.AskTime };
        try
        {
            var answer = await client.Messages.Create(Question(model, task), cancellationToken);
            var text = string.Concat(answer.Content.Select(static block => block.TryPickText(out var said) ? said.Text : ""));
            return AskedDifficulty.Read(text.Trim()) is { } shares ? new AskedRow(model, shares, 0, "") : Nothing(model, "its answer was not the estimate that was asked for.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Nothing(model, "it took too long.");
        }
        catch (Exception failure) when (failure is AnthropicException or HttpRequestException or IOException)
        {
            return Nothing(model, Told(failure));
        }
    }

    private static MessageCreateParams Question(string model, string task) => new()
    {
        Model = model,
        MaxTokens = AskedDifficulty.MostAnswerTokens,
        System = AskedDifficulty.Instruction,
        Messages = [new UserMessageParam { Content = AskedDifficulty.Question(task) }],
    };

    // Never the failure's own text: it may quote what was sent.
    private static string Told(Exception failure) => failure is AnthropicApiException api ? $"the API answered {(int)api.StatusCode}." : "the API could not be reached, or its answer could not be read.";

    private static AskedRow Nothing(string model, string note) => new(model, null, 0, note);
}
