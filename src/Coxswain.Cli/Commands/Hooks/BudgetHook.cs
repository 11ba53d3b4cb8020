using System.Text.Json;
using Coxswain.Cli.Client;
using Coxswain.Server.Budgets.Hooks;

namespace Coxswain.Cli.Commands.Hooks;

/// <summary>Asks the daemon what budgets have to say to a hook event. Where it does not answer in time the client goes on.</summary>
internal static class BudgetHook
{
    private const string Path = "/api/budget-hook";

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
        else if (Read(body) is { } answer && answer != BudgetHookAnswer.GoOn)
        {
            // ASCII only: nothing in it is cleaned away on its way out.
            context.Output.WriteWhole(JsonSerializer.Serialize(answer, JsonSerializerOptions.Web));
        }
    }

    private static BudgetHookAnswer? Read(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize<BudgetHookAnswer>(body, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
