using System.Text.Json.Serialization;
using Coxswain.Core.Kernel;
using Coxswain.Core.Telemetry;

namespace Coxswain.Server.Api.Store;

/// <inheritdoc cref="Coxswain.Core.Telemetry.QuarantinedRows"/>
public sealed record QuarantineReport(DateTimeOffset Time, [property: JsonConverter(typeof(SpelledState<QuarantineKind>))] QuarantineKind Kind, string Shape, long? Rows, string Reason, string Path);
