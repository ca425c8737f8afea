# Hearth in a container: python:3.11-slim, because 3.11 is the Python that every test runs on.
FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /app

# Hashed pins, wheels only: nothing is compiled and no setup.py of a stranger runs.
COPY requirements/run.txt requirements/run.txt
RUN pip install --no-cache-dir --require-hashes --no-deps --only-binary :all: -r requirements/run.txt

# A user with no rights, and folders that only it can read: the data, apart from it the keys, and backups.
RUN useradd --system --uid 10001 --home-dir /app --no-create-home hearth \
    && install -d -o hearth -g hearth -m 700 /data /keys /backup
COPY . .
USER hearth

ENV DATABASE_URL=sqlite:////data/hearth.db KEYS_URL=sqlite:////keys/keys.db
VOLUME ["/data", "/keys", "/backup"]

ENTRYPOINT ["python", "bot.py"]
CMD ["run"]
