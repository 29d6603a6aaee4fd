using System.Collections.Concurrent;
using AccessReview.App.Http;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AccessReview.App.Tests.Commands;

/// <summary>A pipeline policy between the app and its tables. It injects a fault into requests that name one in a header.</summary>
public sealed class Faults
{
    public const string Header = "X-Fault";

    private readonly ConcurrentDictionary<string, Fault> _all = new();
    private readonly AsyncLocal<Fault?> _here = new();

    /// <returns>The fault named in the request's header.</returns>
    public string Add(Fault fault)
    {
        var name = Guid.NewGuid().ToString("N");
        _all[name] = fault;
        return name;
    }

    public void Remove(string name) => _all.TryRemove(name, out _);

    public void Compose(FunctionsApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.UseMiddleware(BeginAsync);
        var tables = new TableClientOptions();
        tables.AddPolicy(new Policy(this), HttpPipelinePosition.PerCall);
        builder.Services.AddSingleton(tables);
    }

    private async Task BeginAsync(FunctionContext context, Func<Task> next)
    {
        if (context.GetHttpContext() is { } http && http.Request.Headers[Header] is [{ } name] && _all.TryGetValue(name, out var fault))
        {
            _here.Value = fault;
            http.RequestAborted.Register(() => fault.HungUp.TrySetResult());
            var body = await http.Request.ReadBodyAsync(CancellationToken.None);
            var rowKey = IdempotencyRowKey.Of(http.GetCaller().Id, http.Request, http.Request.Headers[IdempotencyKey.Header].ToString(), body.Span);
            fault.IdempotencyRow = $"Answers(PartitionKey='{rowKey.Partition}',RowKey='{rowKey.Row}')";
        }

        await next();
    }

    private sealed class Policy(Faults faults) : HttpPipelinePolicy
    {
        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => ProcessNext(message, pipeline);

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            // Answers are stored outside the functions, where only the row identifies the request.
            if ((faults._here.Value ?? faults._all.Values.FirstOrDefault(fault => fault.IsOfAnswer(message.Request))) is { } fault)
                await fault.PassAsync(message.Request, () => ProcessNextAsync(message, pipeline));
            else
                await ProcessNextAsync(message, pipeline);
        }
    }
}
