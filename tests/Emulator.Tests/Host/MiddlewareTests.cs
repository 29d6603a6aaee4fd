using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace AccessReview.Emulator.Tests.Host;

public sealed class MiddlewareTests
{
    [Fact]
    public async Task Middleware_surrounds_every_invocation_in_the_order_in_which_it_was_named()
    {
        await using var host = await new HostDriver
        {
            Configure = builder =>
            {
                builder.ConfigureFunctionsWebApplication();
                builder.UseMiddleware<Outer>();
                builder.UseWhen<Inner>(context => context.GetHttpContext() is not null);
            },
        }.With<HttpSample>().With<TimerSample>().StartAsync();

        await host.Http.GetAsync("api/results/ada");
        await host.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Equal(["outer ByName", "inner", "inner end", "outer end", "outer Hourly", "Hourly 09:00 in time", "outer end"], host.Journal.Lines);
    }

    [Fact]
    public async Task Middleware_may_replace_the_result_before_it_is_written()
    {
        await using var host = await new HostDriver
        {
            Configure = builder => builder.ConfigureFunctionsWebApplication().UseMiddleware(async (context, next) =>
            {
                await next();
                context.GetInvocationResult().Value = Results.Text($"instead of {context.GetInvocationResult<IResult>().Value?.GetType().Name}");
            }),
        }.With<HttpSample>().StartAsync();

        Assert.Equal("instead of ContentHttpResult", await host.Http.GetStringAsync("api/results/ada"));
    }

    private sealed class Outer(Journal journal) : IFunctionsWorkerMiddleware
    {
        public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            journal.Write($"outer {context.FunctionDefinition.Name}");
            await next(context);
            journal.Write("outer end");
        }
    }

    private sealed class Inner(Journal journal) : IFunctionsWorkerMiddleware
    {
        public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            journal.Write("inner");
            await next(context);
            journal.Write("inner end");
        }
    }
}
