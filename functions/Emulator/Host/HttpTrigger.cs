using AccessReview.Emulator.Clock;
using AccessReview.Emulator.Front;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace AccessReview.Emulator.Host;

/// <summary>HTTP functions as endpoints of this server.</summary>
/// <remarks>
/// The real host tries routes in the order of the functions' names, case-insensitively, and the first match wins.
/// A more specific route has no precedence (Azure/azure-functions-host#3153, #9876).
/// </remarks>
internal sealed class HttpTrigger(HostJson hostJson, FunctionKeys keys, HttpForwarding forwarding) : EndpointDataSource, ITrigger, IDisposable
{
    private readonly List<HttpRoute> _routes = [];
    private readonly WorkInFlight _requests = new();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _changed = new();
    private volatile bool _stopped;

    public string BindingType => "httpTrigger";

    public IReadOnlyCollection<string> Properties { get; } = ["authLevel", "methods", "route"];

    public IReadOnlyCollection<string> Outputs { get; } = ["http"];

    public override IReadOnlyList<Endpoint> Endpoints =>
        _started.Task.IsCompleted
            ? [.. _routes.OrderBy(route => route.Function.Name, StringComparer.OrdinalIgnoreCase).Index().Select(route => route.Item.AsEndpoint(route.Index, ServeAsync))]
            : [];

    public void Add(WorkerFunction function)
    {
        var route = HttpRoute.Of(function, hostJson.RoutePrefix);
        foreach (var other in _routes)
        {
            if (route.SharedWith(other) is { } requests)
                throw new EmulatorRefusedException($"The functions {other.Function.Name} and {function.Name} answer the same requests ({requests}); change the route of one.");
        }

        _routes.Add(route);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (_routes.Count > 0)
            forwarding.RequireHttpServer();
        _started.TrySetResult();
        return _changed.CancelAsync();
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _stopped = true;
        await _requests.WhenIdleAsync(cancellationToken);
        await forwarding.WhenIdleAsync(cancellationToken);
    }

    /// <summary>Requests wait for the first worker, because the routes are unknown before. No request starts while the host stops.</summary>
    public async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        await _started.Task.WaitAsync(http.RequestAborted);
        using var token = _requests.Begin();
        if (_stopped)
            await HttpForwarding.AnswerUnavailableAsync(http);
        else
            await next(http);
    }

    public override IChangeToken GetChangeToken() =>
        _changed.IsCancellationRequested ? NullChangeToken.Singleton : new CancellationChangeToken(_changed.Token);

    public void Dispose() => _changed.Dispose();

    private Task ServeAsync(HttpContext http, HttpRoute route) => keys.Allow(route.AuthLevel, http.Request)
        ? forwarding.ServeAsync(http, route.Function)
        : HostAnswer.WriteAsync(http, StatusCodes.Status401Unauthorized);
}
