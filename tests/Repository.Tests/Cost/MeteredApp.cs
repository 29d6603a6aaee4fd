using System.Text;
using System.Text.RegularExpressions;
using AccessReview.App.Tests.Drivers;
using Azure;
using Azure.Communication.Email;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AccessReview.Repository.Tests.Cost;

/// <summary>The app with a meter at each billed service.</summary>
internal static partial class MeteredApp
{
    /// <param name="latency">Added to each answer of the tables; null: none.</param>
    /// <param name="undoFor">How long a decision can be undone; null: not at all.</param>
    public static Task<TheApp> StartAsync(Meter meter, TimeSpan? latency = null, TimeSpan? undoFor = null) => TheApp.StartAsync(
        new Composition { Before = builder => builder.UseMiddleware(meter.SeeAsync), After = builder => Compose(builder, meter, latency ?? TimeSpan.Zero) },
        null,
        null,
        null,
        // One mail after the other, so that no two conflict at the budget. The budget is never reached, so it is
        // maintained but nothing waits.
        "AzureFunctionsJobHost:extensions:serviceBus:maxConcurrentCalls=1",
        "Email:PerMinute=100000",
        "Email:PerHour=1000000",
        $"Tasks:UndoFor={undoFor ?? TimeSpan.Zero:c}",
        "Emulator:KeepHistories=true");

    private static void Compose(FunctionsApplicationBuilder builder, Meter meter, TimeSpan latency)
    {
        var tables = new TableClientOptions();
        tables.AddPolicy(new TableMeter(meter, latency), HttpPipelinePosition.PerRetry);
        builder.Services
            .AddSingleton(tables)
            .AddSingleton<ServiceBusClient>(_ => new MeteredBus(builder.Configuration["ServiceBus"]!, meter)) // TheApp sets both.
            .AddSingleton<EmailClient>(_ => new MeteredMail(builder.Configuration["Email:ConnectionString"]!, meter));
    }

    /// <summary>Each request is one transaction, even a batch of many entities.</summary>
    private sealed partial class TableMeter(Meter meter, TimeSpan latency) : HttpPipelinePolicy
    {
        // Each is one partition for all tasks.
        private static readonly (string Path, string What)[] SharedRows =
        [
            ("Directory(PartitionKey='version'", "shared.directoryVersion"),
            ("Notifications(PartitionKey='budget'", "shared.mailBudget"),
            ("TaskIndex(PartitionKey='n'", "shared.numbers"),
        ];

        [GeneratedRegex(@"devstoreaccount1/(\w+)")]
        private static partial Regex Tables { get; }

        private static string TableOf(string text) => Tables.Match(text).Groups[1].Value;

        private static string BodyOf(Request request)
        {
            using var body = new MemoryStream();
            request.Content?.WriteTo(body, CancellationToken.None);
            return Encoding.UTF8.GetString(body.ToArray());
        }

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            using var trip = See(message.Request);
            ProcessNext(message, pipeline);
        }

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            using var trip = See(message.Request);
            await ProcessNextAsync(message, pipeline);
            // In real time: the requests that the code sends together must be under way together.
            await Task.Delay(latency);
        }

        private IDisposable See(Request request)
        {
            var path = Uri.UnescapeDataString(request.Uri.Path ?? "");
            var verb = path.EndsWith("$batch", StringComparison.Ordinal) ? "batch" : request.Method.ToString().ToUpperInvariant() switch
            {
                "GET" when path.Contains("PartitionKey=", StringComparison.Ordinal) => "read",
                "GET" => "query",
                "DELETE" => "delete",
                _ => "write",
            };
            meter.Count("tables." + verb);
            if (SharedRows.FirstOrDefault(row => path.Contains(row.Path, StringComparison.Ordinal)) is { What: { } what })
                meter.Count(what);
            return meter.Trips.Begin(TableOf(verb == "batch" ? BodyOf(request) : path), verb);
        }
    }

    private sealed class MeteredBus(string connection, Meter meter) : ServiceBusClient(connection)
    {
        public override ServiceBusSender CreateSender(string queueOrTopicName) => new Sender(this, queueOrTopicName, meter);

        private sealed class Sender(ServiceBusClient client, string queue, Meter meter) : ServiceBusSender(client, queue)
        {
            public override Task SendMessageAsync(ServiceBusMessage message, CancellationToken cancellationToken = default)
            {
                meter.Count("queue.send");
                return base.SendMessageAsync(message, cancellationToken);
            }

            public override Task<long> ScheduleMessageAsync(ServiceBusMessage message, DateTimeOffset scheduledEnqueueTime, CancellationToken cancellationToken = default)
            {
                meter.Count("queue.schedule");
                return base.ScheduleMessageAsync(message, scheduledEnqueueTime, cancellationToken);
            }
        }
    }

    private sealed class MeteredMail(string connection, Meter meter) : EmailClient(connection, new EmailClientOptions())
    {
        public override Task<EmailSendOperation> SendAsync(WaitUntil wait, EmailMessage message, Guid operationId, CancellationToken cancellationToken = default)
        {
            meter.Count("mails");
            meter.Count("mailBytes", Encoding.UTF8.GetByteCount(message.Content.Subject + message.Content.Html + message.Content.PlainText));
            return base.SendAsync(wait, message, operationId, cancellationToken);
        }
    }
}
