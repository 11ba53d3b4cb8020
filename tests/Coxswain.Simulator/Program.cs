using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Coxswain.Testing.Upstream.Simulation;
using Coxswain.Testing.Upstream.Simulation.Plans;

// Usage: Coxswain.Simulator [--port N] [--plan file.json] [--end-with-input]
// Prints {"address":"http://127.0.0.1:N"} once it listens, and ends with SIGTERM, or with its standard input when told to. /simulator/totals and /simulator/calls tell what it got.
var port = 0;
var endsWithInput = args.Contains("--end-with-input");
var plan = new PlanFile(SimulatorPlan.Healthy, new SimulatorOptions());
try
{
    string[] options = [.. args.Where(static argument => argument != "--end-with-input")];
    for (var at = 0; at < options.Length; at += 2)
    {
        var value = at + 1 < options.Length ? options[at + 1] : throw new FormatException(options[at] + " needs a value.");
        switch (options[at])
        {
            case "--port":
                port = int.Parse(value, CultureInfo.InvariantCulture);
                break;
            case "--plan":
                plan = PlanFile.Read(await File.ReadAllTextAsync(value));
                break;
            default:
                throw new FormatException("There is no option " + options[at] + "; there are --port, --plan and --end-with-input.");
        }
    }
}
catch (Exception problem) when (problem is FormatException or OverflowException or IOException or UnauthorizedAccessException)
{
    await Console.Error.WriteLineAsync(problem.Message);
    return 2;
}

using var ending = new CancellationTokenSource();
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
await using var upstream = await SimulatedUpstream.StartAsync(plan.Plan, plan.Options with { Port = port }, ending.Token);
Console.WriteLine(new JsonObject { ["address"] = upstream.Address }.ToJsonString());
try
{
    // Its parent's end closes the pipe; nothing that comes through it is looked at.
    while (endsWithInput && await Console.In.ReadLineAsync(ending.Token) is not null)
    {
    }

    await (endsWithInput ? Task.CompletedTask : Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ending.Token));
}
catch (OperationCanceledException)
{
    // Told to end.
}

return 0;

void End(PosixSignalContext context)
{
    context.Cancel = true;
    ending.Cancel();
}
