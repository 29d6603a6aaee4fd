using AccessReview.App.Tests.Drivers;
using Azure;
using Azure.Communication.Email;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using Grpc.Core;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Context.Features;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AccessReview.App.Tests.Promises;

/// <summary>A switch for each service that the app needs. While it is off, every call fails.</summary>
public sealed class Outage
{
    /// <summary>Whether a Table request with this decoded path fails.</summary>
    public Func<string, bool> Tables { get; set; } = _ => false;

    public bool Queue { get; set; }

    public bool Mail { get; set; }

    public bool Orchestrations { get; set; }

    public Task<TheApp> StartAppAsync(params string[] settings) => TheApp.StartAsync(Compose, null, null, null, ["Logging:LogLevel:Default=Warning", .. settings]);

    public void Heal() => (Tables, Queue, Mail, Orchestrations) = (_ => false, false, false, false);

    private void Compose(FunctionsApplicationBuilder builder)
    {
        var tables = new TableClientOptions { Retry = { MaxRetries = 0 } };
        tables.AddPolicy(new FailingTables(this), HttpPipelinePosition.PerCall);
        builder.Services
            .AddSingleton(tables)
            .AddSingleton<ServiceBusClient>(_ => new FailingBus(builder.Configuration["ServiceBus"]!, this)) // TheApp sets both.
            .AddSingleton<EmailClient>(_ => new FailingMail(builder.Configuration["Email:ConnectionString"]!, this));
        builder.UseMiddleware(WrapDurableClientAsync);
    }

    /// <summary>A function's durable client is an input of each of its runs.</summary>
    private async Task WrapDurableClientAsync(FunctionContext context, Func<Task> next)
    {
        if (context.FunctionDefinition.InputBindings.Values.Any(binding => binding.Type == "durableClient"))
        {
            var inputs = await context.Features.Get<IFunctionInputBindingFeature>()!.BindFunctionInputAsync(context); // Every run has it.
            foreach (var (index, client) in inputs.Values.Index().Where(input => input.Item is DurableTaskClient).ToList())
                inputs.Values[index] = new FailingOrchestrations((DurableTaskClient)client!, this); // Checked just above.
        }

        await next();
    }

    private sealed class FailingTables(Outage outage) : HttpPipelinePolicy
    {
        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            Check(message);
            ProcessNext(message, pipeline);
        }

        public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            Check(message);
            return ProcessNextAsync(message, pipeline);
        }

        private void Check(HttpMessage message)
        {
            if (outage.Tables(Uri.UnescapeDataString(message.Request.Uri.ToString())))
                throw new RequestFailedException(503, "Server busy", "ServerBusy", null);
        }
    }

    private sealed class FailingBus(string connection, Outage outage) : ServiceBusClient(connection)
    {
        public override ServiceBusSender CreateSender(string queueOrTopicName) => new Sender(this, queueOrTopicName, outage);

        public override ServiceBusReceiver CreateReceiver(string queueName) => outage.Queue ? throw Down() : base.CreateReceiver(queueName);

        public override ServiceBusReceiver CreateReceiver(string queueName, ServiceBusReceiverOptions options) => outage.Queue ? throw Down() : base.CreateReceiver(queueName, options);

        private static ServiceBusException Down() => new("The queue is down.", ServiceBusFailureReason.ServiceCommunicationProblem);

        private sealed class Sender(ServiceBusClient client, string queue, Outage outage) : ServiceBusSender(client, queue)
        {
            public override Task SendMessageAsync(ServiceBusMessage message, CancellationToken cancellationToken = default) =>
                outage.Queue ? throw Down() : base.SendMessageAsync(message, cancellationToken);

            public override Task<long> ScheduleMessageAsync(ServiceBusMessage message, DateTimeOffset scheduledEnqueueTime, CancellationToken cancellationToken = default) =>
                outage.Queue ? throw Down() : base.ScheduleMessageAsync(message, scheduledEnqueueTime, cancellationToken);
        }
    }

    private sealed class FailingMail(string connection, Outage outage) : EmailClient(connection, new EmailClientOptions())
    {
        public override Task<EmailSendOperation> SendAsync(WaitUntil wait, EmailMessage message, Guid operationId, CancellationToken cancellationToken = default) =>
            outage.Mail ? throw new RequestFailedException(503, "Server busy", "ServerBusy", null) : base.SendAsync(wait, message, operationId, cancellationToken);
    }

    private sealed class FailingOrchestrations(DurableTaskClient inner, Outage outage) : DurableTaskClient(inner.Name)
    {
        public override Task<string> ScheduleNewOrchestrationInstanceAsync(
            Microsoft.DurableTask.TaskName orchestratorName, object? input = null, Microsoft.DurableTask.StartOrchestrationOptions? options = null, CancellationToken cancellation = default) =>
            Up.ScheduleNewOrchestrationInstanceAsync(orchestratorName, input, options, cancellation);

        public override Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default) =>
            Up.RaiseEventAsync(instanceId, eventName, eventPayload, cancellation);

        public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
            Up.WaitForInstanceStartAsync(instanceId, getInputsAndOutputs, cancellation);

        public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
            Up.WaitForInstanceCompletionAsync(instanceId, getInputsAndOutputs, cancellation);

        public override Task TerminateInstanceAsync(string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default) =>
            Up.TerminateInstanceAsync(instanceId, options, cancellation);

        public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
            Up.SuspendInstanceAsync(instanceId, reason, cancellation);

        public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
            Up.ResumeInstanceAsync(instanceId, reason, cancellation);

        public override Task<OrchestrationMetadata?> GetInstancesAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
            Up.GetInstancesAsync(instanceId, getInputsAndOutputs, cancellation);

        public override Microsoft.DurableTask.AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) => Up.GetAllInstancesAsync(filter);

        public override Task<PurgeResult> PurgeAllInstancesAsync(PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default) =>
            Up.PurgeAllInstancesAsync(filter, options, cancellation);

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private DurableTaskClient Up => outage.Orchestrations ? throw new RpcException(new Status(StatusCode.Unavailable, "The orchestrations are down.")) : inner;
    }
}
