using Coxswain.Gateway;
using Coxswain.Gateway.Forwarding;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Coxswain.Tests.Gateway;

public sealed class GatewayEntranceTests
{
    [Fact]
    public async Task Client_may_send_and_take_at_any_pace()
    {
        var (context, pace) = (new DefaultHttpContext(), new Pace());
        context.Features.Set<IHttpMinRequestBodyDataRateFeature>(pace);
        context.Features.Set<IHttpMinResponseDataRateFeature>(pace);
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = "*";

        await new GatewayEntrance(new UpstreamAddress(new GatewayOptions()), null!, null!).ForwardAsync(context);

        Assert.Equal((400, 2), (context.Response.StatusCode, pace.Lifted));
    }

    private sealed class Pace : IHttpMinRequestBodyDataRateFeature, IHttpMinResponseDataRateFeature
    {
        public int Lifted { get; private set; }

        public MinDataRate? MinDataRate
        {
            get => null;
            set => Lifted += value is null ? 1 : 0;
        }
    }
}
