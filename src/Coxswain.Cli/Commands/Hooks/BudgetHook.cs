using System.Text.Json;
using Coxswain.Cli.Client;
using Coxswain.Server.Api.Budgets;

namespace Coxswain.Cli.Commands.Hooks;

/// <summary>Asks the daemon whether the prompt may be sent. Where it does not answer in time the prompt goes on.</summary>
internal static class BudgetHook
{
    private const string Path = "/api/budget-prompt";

    /// <summary>Less than the client waits, which then goes on too.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static async Task RunAsync(CommandContext context, ReadOnlyMemory<byte> given)
    {
        using var limit = new CancellationTokenSource(Patience, TimeProvider.System);
        var (_, body) = await DaemonMessage.SendAsync(context.Settings.Folder, Path, given, limit.Token);
        if (body is null)
        {
            context.Output.Say("No daemon answered; budgets were not looked at.");
        }
        else if (Read(body) is { Decision: not null } answer)
        {
            context.Output.WriteWhole(JsonSerializer.Serialize(answer, JsonSerializerOptions.Web));
        }
    }

    private static PromptAnswer? Read(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize<PromptAnswer>(body, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
