using Coxswain.Core.Recovery;
using Coxswain.Core.Usage;

namespace Coxswain.Cli.Commands.Demo;

/// <summary>What a demo's folder holds.</summary>
/// <param name="Gateway">Its calls to the simulated upstream.</param>
internal sealed record DemoReport(UsageReport Usage, RecordedCalls Gateway);
