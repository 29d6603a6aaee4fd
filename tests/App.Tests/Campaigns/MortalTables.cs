using AccessReview.App.Tests.Commands;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace AccessReview.App.Tests.Campaigns;

/// <summary>The app's tables, which nothing reaches any more after a number of calls: the app crashes at that moment.</summary>
internal sealed class MortalTables : HttpPipelinePolicy
{
    private int _left = int.MaxValue;

    public bool IsDead => Volatile.Read(ref _left) <= 0;

    /// <summary>The app crashes after this number of calls.</summary>
    public void DieAfter(int calls) => Volatile.Write(ref _left, calls);

    public void Compose(FunctionsApplicationBuilder builder)
    {
        var options = new TableClientOptions();
        options.AddPolicy(this, HttpPipelinePosition.PerCall);
        builder.Services.AddSingleton(options);
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => ProcessNext(message, pipeline);

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (Interlocked.Decrement(ref _left) <= 0)
        {
            Volatile.Write(ref _left, 0);
            throw new DiedException();
        }

        await ProcessNextAsync(message, pipeline);
    }
}
