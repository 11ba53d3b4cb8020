using Coxswain.Core.Telemetry.Arriving;
using Coxswain.Otlp;
using Coxswain.Server.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Coxswain.Server.Otlp;

internal static class OtlpServices
{
    /// <summary>Needs an <c>ITelemetryWriter</c> from Storage.</summary>
    public static IServiceCollection AddCoxswainOtlp(this IServiceCollection services)
    {
        services.AddOptions<OtlpOptions>().BindConfiguration(OtlpOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(static provider => provider.GetRequiredService<IOptions<OtlpOptions>>().Value);
        services.TryAddSingleton(new DataAdmission(IsMadeUp: false, IsOpen: true));
        services.TryAddSingleton<BytesInFlight>();
        services.TryAddSingleton<ExportReading>();
        services.TryAddSingleton<RecentArrivals>();
        services.TryAddSingleton<ExportReceiver>();
        services.TryAddSingleton<OtlpAccess>();
        services.TryAddSingleton<OtlpHttpEndpoints>();
        services.TryAddSingleton<OtlpGrpcEndpoints>();
        return services;
    }

    /// <summary>Mapped for every method: a wrong one is told so in words of OTLP, on this listener only.</summary>
    public static void MapOtlpHttp(this IEndpointRouteBuilder routes)
    {
        routes.Map("/v1/logs", static context => Http(context, OtlpSignal.Logs));
        routes.Map("/v1/metrics", static context => Http(context, OtlpSignal.Metrics));
        routes.Map("/v1/traces", static context => Http(context, OtlpSignal.Traces));
    }

    public static void MapOtlpGrpc(this IEndpointRouteBuilder routes)
    {
        const string Collector = "/opentelemetry.proto.collector.";
        routes.Map(Collector + "logs.v1.LogsService/Export", static context => Grpc(context, OtlpSignal.Logs));
        routes.Map(Collector + "metrics.v1.MetricsService/Export", static context => Grpc(context, OtlpSignal.Metrics));
        routes.Map(Collector + "trace.v1.TraceService/Export", static context => Grpc(context, OtlpSignal.Traces));
    }

    private static Task Http(HttpContext context, OtlpSignal signal)
        => context.RequestServices.GetRequiredService<OtlpHttpEndpoints>().ExportAsync(context, signal);

    private static Task Grpc(HttpContext context, OtlpSignal signal)
        => context.RequestServices.GetRequiredService<OtlpGrpcEndpoints>().ExportAsync(context, signal);
}
