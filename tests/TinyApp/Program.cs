using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
if (builder.Configuration["Tiny:Refuses"] is { } why)
    throw new InvalidOperationException(why);
builder.ConfigureFunctionsWebApplication();
builder.Services.TryAddSingleton(TimeProvider.System);
await builder.Build().RunAsync();
Console.WriteLine("The tiny app has stopped.");
