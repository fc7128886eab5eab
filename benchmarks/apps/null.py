"""The least a Flask webhook can do: read the body and say 200."""

from flask import Flask, request

app = Flask(__name__)


@app.post("/line/webhook")
def webhook() -> str:
    request.get_data(cache=False)
    return "OK"
