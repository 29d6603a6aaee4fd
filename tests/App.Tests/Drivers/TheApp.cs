using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using AccessReview.App.Tests.Builders;
using AccessReview.Emulator.Host;
using Azure.Data.Tables;
using Grpc.Net.Client;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Grpc;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AccessReview.App.Tests.Drivers;

/// <summary>The whole app on the emulator, in this process: real HTTP, tables and queue, and a clock that the test moves.</summary>
public sealed class TheApp : IAsyncDisposable
{
    /// <summary>Every test starts at this time on this Monday.</summary>
    public static readonly DateTimeOffset Monday = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan ScheduleStep = TimeSpan.FromMinutes(15);

    private readonly FunctionsHostApp _host;
    private readonly InProcessWorker _worker;
    private readonly bool _ownsData;
    private readonly ConcurrentStack<AsyncServiceScope> _scopes = new();

    private readonly OidcIssuer _issuer;
    private readonly bool _ownsIssuer;
    private readonly Dictionary<string, Person> _people = [];
    private DurableTaskClient? _durable;

    private TheApp(FunctionsHostApp host, InProcessWorker worker, OidcIssuer issuer, bool ownsIssuer, string dataPath, bool ownsData)
    {
        _host = host;
        _worker = worker;
        _issuer = issuer;
        _ownsIssuer = ownsIssuer;
        _ownsData = ownsData;
        DataPath = dataPath;
        Emulator = host.Services.GetRequiredService<EmulatorHandle>();
    }

    public string DataPath { get; }

    /// <summary>The app's services in a scope of their own, as an execution of a function has them: with a new snapshot of the directory.</summary>
    public IServiceProvider Services
    {
        get
        {
            var scope = _worker.Services.CreateAsyncScope();
            _scopes.Push(scope);
            return scope.ServiceProvider;
        }
    }

    /// <summary>The durable client that functions get, for tests that act as a function.</summary>
    public DurableTaskClient Durable => _durable ??= new GrpcDurableTaskClient(
        "",
        new GrpcDurableTaskClientOptions { Channel = GrpcChannel.ForAddress(_host.Services.GetRequiredService<HostAddresses>().Rpc) },
        NullLogger.Instance);

    /// <summary>Direct access to the tables, without the app's code.</summary>
    public TableServiceClient Tables => new(Get<IConfiguration>()["AppStorage"]);

    internal EmulatorHandle Emulator { get; }

    public DateTimeOffset Now => Emulator.Clock.GetUtcNow();

    /// <param name="issuer">The issuer whose tokens are accepted; it must outlive the app.</param>
    /// <param name="dataPath">The folder of an earlier app, to continue there; null: a new empty folder.</param>
    /// <param name="logging">Gets every log line, including level Trace.</param>
    /// <param name="settings">As on a command line: <c>Name=value</c>.</param>
    public static Task<TheApp> StartAsync(OidcIssuer? issuer = null, string? dataPath = null, ILoggerProvider? logging = null, params string[] settings) =>
        StartAsync(_ => { }, issuer, dataPath, logging, settings);

    /// <param name="compose">Additional services, registered last so that they replace earlier ones.</param>
    public static Task<TheApp> StartAsync(
        Action<FunctionsApplicationBuilder> compose, OidcIssuer? issuer = null, string? dataPath = null, ILoggerProvider? logging = null, params string[] settings) =>
        StartAsync(new Composition { After = compose }, issuer, dataPath, logging, settings);

    /// <param name="composition">Additional services of the app.</param>
    internal static Task<TheApp> StartAsync(
        Composition composition, OidcIssuer? issuer = null, string? dataPath = null, ILoggerProvider? logging = null, params string[] settings) =>
        StartAsync(composition, issuer, dataPath ?? NewFolder(), dataPath is null, logging, settings);

    private static async Task<TheApp> StartAsync(Composition composition, OidcIssuer? issuer, string folder, bool ownsData, ILoggerProvider? logging, string[] settings)
    {
        var speaksFor = issuer ?? await OidcIssuer.StartAsync();
        string[] given = [.. Settings(folder, speaksFor), $"--Emulator:FreezeClockAt={Monday:O}", .. settings.Select(setting => "--" + setting)];
        InProcessWorker? worker = null;
        var host = FunctionsHostApp.Build(
            new FunctionsHostOptions { AppAssembly = typeof(AccessReviewApp).Assembly.Location, Settings = FunctionsHostOptions.Parse(given) },
            services =>
            {
                services.AddSingleton<IWorkerLauncher>(provider => worker = ActivatorUtilities.CreateInstance<InProcessWorker>(provider, Logged(composition, logging)));
                if (logging is not null)
                    services.AddLogging(host => host.ClearProviders().AddProvider(logging));
            });
        try
        {
            await host.StartAsync();
        }
        catch
        {
            await host.DisposeAsync();
            if (worker?.Failure is { } failed)
                ExceptionDispatchInfo.Throw(failed);
            throw;
        }

        return new TheApp(host, worker!, speaksFor, issuer is null, folder, ownsData); // The host has created it.
    }

    /// <summary>An app whose directory has the content of <paramref name="import"/>.</summary>
    public static async Task<TheApp> StartWithAsync(object import, params string[] settings) =>
        await StartAsync(new Composition(), null, await PreparedData.CopyAsync(import), true, null, settings);

    /// <summary>A folder that does not exist yet.</summary>
    public static string NewFolder() => Path.Combine(Path.GetTempPath(), "access-review-tests", Guid.NewGuid().ToString("N"));

    /// <summary>The settings of every test's app, in command-line form.</summary>
    public static string[] Settings(string dataPath, OidcIssuer issuer) =>
    [
        "--urls=http://127.0.0.1:0",
        $"--Emulator:DataPath={dataPath}",
        "--Emulator:TablesUrl=http://127.0.0.1:0",
        "--Emulator:ServiceBusPort=0",
        "--AppStorage=UseDevelopmentStorage=true",
        "--ServiceBus=Endpoint=sb://localhost;SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;",
        "--Email:ConnectionString=endpoint=http://emulator/;accesskey=ZGV2ZWxvcG1lbnQ=",
        "--Email:Sender=no-reply@access.example",
        "--Email:PerMinute=0",
        "--Email:PerHour=0",
        // Most tests read a mail right after its cause; tests about batch mails set this themselves.
        "--Notifications:GatherFor=00:00:00",
        // Most tests read the effects of a decision right after it; tests about undoing set this themselves.
        "--Tasks:UndoFor=00:00:00",
        $"--Links:KeyFolder={dataPath}",
        $"--Audit:KeyFolder={dataPath}",
        $"--Audit:Folder={Path.Combine(dataPath, "audit")}",
        "--SampleOrganization=off",
        $"--Directory:Admins={SmallOrganization.Admin}",
        $"--SignIn:Authority={issuer.Address}",
        $"--SignIn:Audience={OidcIssuer.Audience}",
        $"--SignIn:TenantIds={OidcIssuer.Tenant}",
        // Its issuer competes with many other processes for CPU time.
        "--SignIn:TimeoutSeconds=60",
        "--RateLimits:PerUserPerMinute=1000000",
        "--RateLimits:PerTenantPerMinute=1000000",
        "--Logging:LogLevel:Default=Warning",
    ];

    /// <summary>Waits until no work is pending.</summary>
    public Task RestAsync() => Emulator.WhenIdleAsync();

    /// <summary>
    /// Moves the clock and waits until no work is pending. Schedules such as "every minute" run every quarter of an hour,
    /// right before other timers, and at the end; an hour of each minute's runs takes a second.
    /// </summary>
    public async Task AdvanceAsync(TimeSpan by)
    {
        await Emulator.Clock.AdvanceInStepsAsync(by, by > TimeSpan.FromHours(23) ? TimeSpan.MaxValue : ScheduleStep);
        await RestAsync();
    }

    /// <summary>What looks at each response of the API. The test project that has the API's contract sets it.</summary>
    internal static Func<HttpMessageHandler, HttpMessageHandler> Checked { get; set; } = handler => handler;

    /// <summary>A client of the app that does not follow redirects.</summary>
    public HttpClient Client() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Emulator.Address };

    /// <summary>A person who calls the API with their bearer token.</summary>
    public Person As(string user)
    {
        if (_people.TryGetValue(user, out var known))
            return known;
        var http = new HttpClient(Checked(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })) { BaseAddress = Emulator.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", _issuer.TokenFor(user, Now));
        return _people[user] = new Person(user, http, RestAsync);
    }

    /// <summary>The mails of a person of the small organization.</summary>
    public Mailbox MailsOf(string user) => new(this, $"{user}@example.test");

    public T Get<T>()
        where T : notnull =>
        Services.GetRequiredService<T>();

    /// <summary>A service of the emulator.</summary>
    internal T OfEmulator<T>()
        where T : notnull =>
        _host.Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        if (_durable is not null)
            await _durable.DisposeAsync();
        foreach (var scope in _scopes)
            await scope.DisposeAsync();
        await _host.StopAsync();
        await _host.DisposeAsync();
        foreach (var person in _people.Values)
            person.Http.Dispose();
        if (_ownsIssuer)
            await _issuer.DisposeAsync();
        if (_ownsData)
            System.IO.Directory.Delete(DataPath, recursive: true);
    }

    /// <summary>Moves the clock as the emulator does, with each run of each schedule.</summary>
    public async Task AdvanceWithEveryScheduleAsync(TimeSpan by)
    {
        await Emulator.Clock.AdvanceAsync(by);
        await RestAsync();
    }

    private static Composition Logged(Composition composition, ILoggerProvider? logging) => logging is null ? composition : composition with
    {
        After = builder =>
        {
            builder.Logging.ClearProviders().AddProvider(logging);
            composition.After(builder);
        },
    };
}

/// <summary>What a test adds to the app.</summary>
internal sealed record Composition
{
    /// <summary>Runs before the app's own composition: middleware that is added here is around all of the app's.</summary>
    public Action<FunctionsApplicationBuilder> Before { get; init; } = _ => { };

    /// <summary>Runs after it: services that are added here replace the app's.</summary>
    public Action<FunctionsApplicationBuilder> After { get; init; } = _ => { };
}
