using System.Globalization;
using AccessReview.TinyApp;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
if (builder.Configuration["Tiny:Refuses"] is { } why)
    throw new InvalidOperationException(why);
builder.ConfigureFunctionsWebApplication();
if (builder.Configuration["Tiny:OwnClock"] is { } at)
    builder.Services.AddSingleton<TimeProvider>(new StandingClock(DateTimeOffset.Parse(at, CultureInfo.InvariantCulture)));
builder.Services.TryAddSingleton(TimeProvider.System);
builder.Services.AddSingleton<IExceptionPropertiesProvider, ExceptionProperties>();
await builder.Build().RunAsync();
Console.WriteLine("The tiny app has stopped.");
