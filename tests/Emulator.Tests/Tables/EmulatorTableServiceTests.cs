using Xunit;

namespace AccessReview.Emulator.Tests.Tables;

public sealed class EmulatorTableServiceTests(EmulatorTables service) : TableServiceFacts(service), IClassFixture<EmulatorTables>;
